package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.State;
import io.elementconnect.url.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed callback.
 *
 * @param issuer the provider's {@code iss} (RFC 9207); null when there was none
 */
record Callback(State state, ProviderAnswer answer, @Nullable String issuer) {
  private static final Pattern CODE = Pattern.compile("[ -~]{1,4096}");
  private static final Pattern ERROR = Pattern.compile("[ -~]{1,64}");

  /**
   * Returns the callback in a raw query. Empty when it is malformed: a repeated parameter (RFC
   * 6749, section 3.1), no well-formed state, both or neither of a code and an error, or characters
   * that are not allowed in them.
   */
  static Optional<Callback> parse(String rawQuery) {
    return Query.parse(rawQuery).flatMap(Callback::of);
  }

  private static Optional<Callback> of(Query query) {
    var parameters = new LinkedHashMap<String, String>();
    for (var name : query.names()) {
      var value = query.single(name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      parameters.put(name, value.get());
    }
    return State.parse(parameters.getOrDefault("state", ""))
        .flatMap(state ->
            answer(parameters).map(answer -> new Callback(state, answer, parameters.get("iss"))));
  }

  private static Optional<ProviderAnswer> answer(Map<String, String> parameters) {
    var code = parameters.get("code");
    var error = parameters.get("error");
    if (code != null && error == null && CODE.matcher(code).matches()) {
      return Optional.of(new ProviderAnswer.Allowed(code, parameters));
    }
    if (error != null && code == null && ERROR.matcher(error).matches()) {
      return Optional.of(new ProviderAnswer.Denied(error));
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "Callback";
  }
}
