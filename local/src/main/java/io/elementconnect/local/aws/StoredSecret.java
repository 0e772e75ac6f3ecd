package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One secret with its current value. Not safe for use by several threads. */
final class StoredSecret {
  private static final String CURRENT = "AWSCURRENT";

  private final String name;
  private final String arn;
  private @Nullable Version current;

  StoredSecret(String name, String arn) {
    this.name = name;
    this.arn = arn;
  }

  /**
   * A value.
   *
   * @param id the ClientRequestToken of the request that stored it, by which a repeat is recognised
   */
  record Version(String id, String value, Instant createdAt) {
    @Override
    public String toString() {
      return id;
    }
  }

  String arn() {
    return arn;
  }

  /** Whether a request means this secret. */
  boolean isNamed(String nameOrArn) {
    return nameOrArn.equals(name) || nameOrArn.equals(arn);
  }

  /**
   * Makes a version the current one. A repeated version is left as it is.
   *
   * @throws AwsError when the current version has the same id and another value
   */
  void put(Version version) {
    if (current == null || !current.id().equals(version.id())) {
      current = version;
    } else if (!current.value().equals(version.value())) {
      throw AwsError.capitalised(
          "ResourceExistsException",
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(version.id(), arn));
    }
  }

  /** ARN and name. */
  ObjectNode identity() {
    return JsonNodeFactory.instance.objectNode().put("ARN", arn).put("Name", name);
  }

  /** The same with what is known about the current version, except the value. */
  ObjectNode description() {
    var version = current();
    // Seconds since 1970 with three decimals.
    var createdAt = BigDecimal.valueOf(version.createdAt().toEpochMilli(), 3);
    var description = identity().put("VersionId", version.id()).put("CreatedDate", createdAt);
    description.putArray("VersionStages").add(CURRENT);
    return description;
  }

  /**
   * The current value.
   *
   * @throws AwsError when there is none yet
   */
  String value() {
    return current().value();
  }

  private Version current() {
    if (current == null) {
      throw AwsError.capitalised(
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret value for staging label: " + CURRENT);
    }
    return current;
  }
}
