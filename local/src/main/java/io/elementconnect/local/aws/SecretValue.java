package io.elementconnect.local.aws;

import java.util.Base64;
import java.util.Optional;

/**
 * What a secret version holds. Not shown by {@link #toString()}.
 *
 * @param member its name on the wire: SecretString or SecretBinary
 * @param json the text, or the bytes as base64
 */
record SecretValue(String member, String json) {
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
  private static final int LIMIT = 65_536;

  static SecretValue ofText(String text) {
    return new SecretValue("SecretString", text);
  }

  /** The value in a request, if it has one. */
  static Optional<SecretValue> in(Parameters request) {
    var text = request.text("SecretString", 1, LIMIT).map(SecretValue::ofText);
    var binary =
        request
            .blob("SecretBinary", 1, LIMIT)
            .map(bytes ->
                new SecretValue("SecretBinary", Base64.getEncoder().encodeToString(bytes)));
    if (text.isPresent() && binary.isPresent()) {
      throw AwsError.ofSecretsManager(
          "InvalidParameterException",
          "You can't specify both a binary secret value and a string secret value in the same"
              + " secret.");
    }
    return text.or(() -> binary);
  }

  @Override
  public String toString() {
    return member;
  }
}
