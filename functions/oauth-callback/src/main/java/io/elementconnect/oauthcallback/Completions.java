package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.oauthcallback.ProviderAnswer.Failed;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.sealing.Sealer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Seals callbacks, each for one attempt, and unseals them. */
final class Completions {
  /** The maximum length of a completion: what fits in a fragment with the rest of the URL. */
  static final int MAX_CHARACTERS = 7500;

  private static final String TIME = "time";
  private static final String CODE = "code";
  private static final String ERROR = "error";
  // Prefixed to each parameter's name, so that none can be mistaken for one of the three above.
  private static final String PARAMETER = "parameter:";

  private final Sealer sealer;

  Completions(Sealer sealer) {
    this.sealer = sealer;
  }

  /** A callback and when it arrived. */
  record Completion(ProviderAnswer answer, Instant callbackTime) {}

  /** Returns the completion, base64url; empty when it would exceed {@link #MAX_CHARACTERS}. */
  Optional<String> seal(Attempt attempt, ProviderAnswer answer, Instant now) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(TIME, Long.toString(now.getEpochSecond()));
    switch (answer) {
      case Allowed(var code, var parameters) -> {
        fields.put(CODE, code);
        parameters.forEach((name, value) -> fields.put(PARAMETER + name, value));
      }
      case Denied() -> fields.put(ERROR, ProviderAnswer.ACCESS_DENIED);
      case Failed(var error) -> fields.put(ERROR, error);
    }
    var sealed =
        sealer
            .prepare(attempt.encryptionContext(Purpose.COMPLETION))
            .seal(Fields.encode(fields))
            .text();
    return sealed.length() <= MAX_CHARACTERS ? Optional.of(sealed) : Optional.empty();
  }

  /**
   * Returns the callback in a completion; empty when it was tampered with or belongs to another
   * attempt.
   */
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
      return new Completion(ProviderAnswer.ofError(fields.getOrDefault(ERROR, "")), time);
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
