package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Seals callbacks for one attempt each, and opens them again. */
final class Completions {
  /** What a browser can carry in a fragment besides everything else. */
  static final int MAX_CHARACTERS = 7500;

  private static final String TIME = "time";
  private static final String CODE = "code";
  private static final String ERROR = "error";
  // Before each parameter's name, so that none can pass for one of the three above.
  private static final String PARAMETER = "parameter:";

  private final Sealer sealer;

  Completions(Sealer sealer) {
    this.sealer = sealer;
  }

  /** A callback as it was when it came. */
  record Completion(ProviderAnswer answer, Instant callbackTime) {}

  /** The completion, base64url, or nothing when it would be too large to carry. */
  Optional<String> seal(Attempt attempt, ProviderAnswer answer, Instant now) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(TIME, Long.toString(now.getEpochSecond()));
    switch (answer) {
      case Allowed(var code, var parameters) -> {
        fields.put(CODE, code);
        parameters.forEach((name, value) -> fields.put(PARAMETER + name, value));
      }
      case Denied(var error) -> fields.put(ERROR, error);
    }
    var sealed =
        sealer
            .prepare(attempt.encryptionContext(Purpose.COMPLETION))
            .seal(Fields.encode(fields))
            .text();
    return sealed.length() <= MAX_CHARACTERS ? Optional.of(sealed) : Optional.empty();
  }

  /** The callback in a completion, or nothing when it is bent or belongs to another attempt. */
  Optional<Completion> unseal(Attempt attempt, String completion) {
    return sealer
        .unseal(new Sealed(completion), attempt.encryptionContext(Purpose.COMPLETION))
        .map(Fields::decode)
        .map(Completions::completion);
  }

  private static Completion completion(Map<String, String> fields) {
    var time = Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault(TIME, "0")));
    var code = fields.get(CODE);
    if (code == null) {
      return new Completion(new Denied(fields.getOrDefault(ERROR, "")), time);
    }
    var parameters = new LinkedHashMap<String, String>();
    fields.forEach((name, value) -> {
      if (name.startsWith(PARAMETER)) {
        parameters.put(name.substring(PARAMETER.length()), value);
      }
    });
    return new Completion(new Allowed(code, parameters), time);
  }
}
