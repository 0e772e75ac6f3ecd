package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One secret with its versions. A staging label is on one version at a time; {@code AWSPREVIOUS}
 * goes where {@code AWSCURRENT} was. Not safe for use by several threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version">Secret
 *     versions</a>
 */
final class Secret {
  static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final long number;
  private final String name;
  private final String arn;
  private final Instant createdAt;
  private final Map<String, SecretVersion> versions = new LinkedHashMap<>();
  private final SortedMap<String, String> versionIdsByStage = new TreeMap<>();
  private Instant changedAt;
  private @Nullable String description;
  private @Nullable Instant deletionAt;

  Secret(long number, String name, String arn, Instant createdAt) {
    this.number = number;
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
    this.changedAt = createdAt;
  }

  /** Its place in the order of creation. */
  long number() {
    return number;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  void describe(String text, Instant now) {
    description = text;
    changedAt = now;
  }

  void scheduleDeletion(Instant at) {
    deletionAt = at;
  }

  boolean isMarkedForDeletion() {
    return deletionAt != null;
  }

  /**
   * Adds a version and moves the labels to it; the first version becomes current in any case.
   * Nothing happens when the version is there with the same value.
   *
   * @throws AwsError ResourceExistsException when the version is there with another value
   */
  void put(SecretVersion version, List<String> stages) {
    var present = versions.get(version.id());
    if (present != null) {
      checkSame(present, version);
      return;
    }
    var moved = new TreeSet<>(stages);
    if (versions.isEmpty()) {
      moved.add(CURRENT);
    }
    versions.put(version.id(), version);
    moved.forEach(stage -> moveStage(stage, version.id()));
    changedAt = version.createdAt();
  }

  Optional<SecretVersion> version(String id) {
    return Optional.ofNullable(versions.get(id));
  }

  Optional<SecretVersion> versionAt(String stage) {
    return Optional.ofNullable(versionIdsByStage.get(stage)).flatMap(this::version);
  }

  /** The labels of one version, in order. */
  List<String> stages(String versionId) {
    return versionIdsByStage.entrySet().stream()
        .filter(entry -> entry.getValue().equals(versionId))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** ARN and name, with which every answer about a secret begins. */
  ObjectNode identity() {
    return JsonNodeFactory.instance.objectNode().put("ARN", arn).put("Name", name);
  }

  /**
   * Everything but the values. Versions without a label are left out: they are deprecated.
   *
   * @param versionsMember the name that the operation gives to the map of versions
   */
  ObjectNode metadata(String versionsMember) {
    var metadata = identity();
    metadata
        .put("CreatedDate", Timestamp.of(createdAt))
        .put("LastChangedDate", Timestamp.of(changedAt));
    if (description != null) {
      metadata.put("Description", description);
    }
    if (deletionAt != null) {
      metadata.put("DeletedDate", Timestamp.of(deletionAt));
    }
    if (!versions.isEmpty()) {
      var staged = metadata.putObject(versionsMember);
      versionIdsByStage.forEach((stage, id) -> staged.withArrayProperty(id).add(stage));
    }
    return metadata;
  }

  private void checkSame(SecretVersion present, SecretVersion offered) {
    if (!present.value().equals(offered.value())) {
      throw AwsError.ofSecretsManager(
          "ResourceExistsException",
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(offered.id(), arn));
    }
  }

  private void moveStage(String stage, String versionId) {
    var before = versionIdsByStage.put(stage, versionId);
    if (stage.equals(CURRENT) && before != null) {
      versionIdsByStage.put(PREVIOUS, before);
    }
  }
}
