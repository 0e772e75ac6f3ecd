package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import java.util.List;
import java.util.Optional;

/** The tags that mark a deployment's instances at Cloud Elements. Callers cannot forge them. */
public record InstanceTags(String deployment) {

  /** The tag that every instance of the deployment has. */
  public String ofAll() {
    return "ec:" + deployment;
  }

  /** The tag of a single attempt. */
  public String of(AttemptId id) {
    return ofAll() + ":" + id;
  }

  /** A tag that no instance has: whether Cloud Elements answers at all can be asked with it. */
  public String ofNone() {
    return ofAll() + ":none";
  }

  /** Returns the attempt that an instance's tags name; empty unless they name exactly one. */
  public Optional<AttemptId> attempt(List<String> tags) {
    var named =
        tags.stream()
            .filter(tag -> tag.startsWith(ofAll() + ":"))
            .map(tag -> AttemptId.parse(tag.substring(ofAll().length() + 1)))
            .toList();
    return named.size() == 1 ? named.getFirst() : Optional.empty();
  }
}
