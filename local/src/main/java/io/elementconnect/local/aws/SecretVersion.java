package io.elementconnect.local.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * One value that a secret has or had; it never changes.
 *
 * @param id the ClientRequestToken of the request that brought it, so that a repeat is known
 */
record SecretVersion(String id, SecretValue value, Instant createdAt) {
  private static final int LEAST_ID_LENGTH = 32;
  private static final int MOST_ID_LENGTH = 64;

  /** The version that a request brings; empty when it has no value. */
  static Optional<SecretVersion> in(Parameters request, Instant now) {
    var token =
        request
            .text("ClientRequestToken", LEAST_ID_LENGTH, MOST_ID_LENGTH)
            .orElseThrow(() ->
                AwsError.ofSecretsManager(
                    "InvalidRequestException",
                    "You must provide a ClientRequestToken value. We recommend a UUID-type"
                        + " value."));
    return SecretValue.in(request).map(value -> new SecretVersion(token, value, now));
  }

  /** The version id that a request names. */
  static Optional<String> idIn(Parameters request) {
    return request.text("VersionId", LEAST_ID_LENGTH, MOST_ID_LENGTH);
  }
}
