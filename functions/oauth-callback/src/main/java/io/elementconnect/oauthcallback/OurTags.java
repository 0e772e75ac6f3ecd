package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.AttemptId;
import java.util.List;
import java.util.Optional;

/**
 * The tags by which a deployment finds its instances at Cloud Elements. No caller can forge them.
 */
record OurTags(String deployment) {

  /** The one that every instance of the deployment has. */
  String ofAll() {
    return "ec:" + deployment;
  }

  /** The one of a single attempt. */
  String of(AttemptId id) {
    return ofAll() + ":" + id;
  }

  /** The attempt that an instance names, if it names exactly one. */
  Optional<AttemptId> attempt(List<String> tags) {
    var named =
        tags.stream()
            .filter(tag -> tag.startsWith(ofAll() + ":"))
            .map(tag -> AttemptId.parse(tag.substring(ofAll().length() + 1)))
            .toList();
    return named.size() == 1 ? named.getFirst() : Optional.empty();
  }
}
