package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import java.util.List;
import java.util.Optional;

/**
 * The tags by which a deployment finds its instances at Cloud Elements. No caller can forge them.
 */
public record InstanceTags(String deployment) {

  /** The one that every instance of the deployment has. */
  public String ofAll() {
    return "ec:" + deployment;
  }

  /** The one of a single attempt. */
  public String of(AttemptId id) {
    return ofAll() + ":" + id;
  }

  /** The attempt that an instance names, if it names exactly one. */
  public Optional<AttemptId> attempt(List<String> tags) {
    var named =
        tags.stream()
            .filter(tag -> tag.startsWith(ofAll() + ":"))
            .map(tag -> AttemptId.parse(tag.substring(ofAll().length() + 1)))
            .toList();
    return named.size() == 1 ? named.getFirst() : Optional.empty();
  }
}
