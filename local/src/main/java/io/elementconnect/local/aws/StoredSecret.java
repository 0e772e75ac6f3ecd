package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** A secret with its current value, if it has one. */
record StoredSecret(String name, String arn, Optional<Version> current) {
  private static final String CURRENT = "AWSCURRENT";

  /**
   * A value. Not shown by {@link #toString()}.
   *
   * @param id the ClientRequestToken of the request that stored it
   */
  record Version(String id, String value, Instant createdAt) {
    @Override
    public String toString() {
      return id;
    }
  }

  /** The same secret with another current value. */
  StoredSecret with(Version version) {
    return new StoredSecret(name, arn, Optional.of(version));
  }

  /** The answer of DescribeSecret: ARN and name, with which every other answer begins. */
  ObjectNode identity() {
    return JsonNodeFactory.instance.objectNode().put("ARN", arn).put("Name", name);
  }

  /** The answer of PutSecretValue. */
  ObjectNode stored() {
    var answer = identity().put("VersionId", version().id());
    answer.putArray("VersionStages").add(CURRENT);
    return answer;
  }

  /** The answer of GetSecretValue; an {@link AwsError} when there is no value yet. */
  ObjectNode read() {
    // Seconds since 1970 with three decimals.
    var createdAt = BigDecimal.valueOf(version().createdAt().toEpochMilli(), 3);
    return stored().put("CreatedDate", createdAt).put("SecretString", version().value());
  }

  private Version version() {
    return current.orElseThrow(() ->
        AwsError.capitalised(
            "ResourceNotFoundException",
            "Secrets Manager can't find the specified secret value for staging label: " + CURRENT));
  }
}
