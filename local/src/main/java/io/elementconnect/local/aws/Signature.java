package io.elementconnect.local.aws;

import io.elementconnect.local.server.Call;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who signed a request, by AWS Signature Version 4. The signature itself is not checked.
 *
 * @param sessionToken empty for credentials that do not end
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 *     methods</a>
 */
record Signature(String accessKey, String sessionToken) {
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/,\\s]+)/[0-9]{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request,"
              + " *SignedHeaders=[a-z0-9;_-]+, *Signature=[0-9a-f]{64}");

  /** Empty when the request is not signed. */
  static Optional<Signature> of(Call call) {
    var form = FORM.matcher(call.header("Authorization").orElse(""));
    return form.matches()
        ? Optional.of(new Signature(form.group(1), call.header("X-Amz-Security-Token").orElse("")))
        : Optional.empty();
  }
}
