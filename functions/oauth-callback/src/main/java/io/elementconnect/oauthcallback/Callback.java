package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.State;
import io.elementconnect.elements.CallbackParameter;
import io.elementconnect.elements.Element;
import io.elementconnect.url.RawQuery;
import io.elementconnect.url.RawQuery.Parameter.Absent;
import io.elementconnect.url.RawQuery.Parameter.Invalid;
import io.elementconnect.url.RawQuery.Parameter.Single;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A callback (RFC 6749, section 4.1.2). Only the parameters that have a meaning here are decoded
 * and checked: {@code state}, {@code code} and {@code error}, and for an element its {@code iss}
 * and its callback parameters. Each must be present at most once. Anything else that a provider or
 * an intermediary appends is ignored, whatever its encoding.
 */
final class Callback {
  private static final Pattern CODE = Pattern.compile("[ -~]{1,4096}");
  private static final Pattern ERROR = Pattern.compile("[ -~]{1,64}");
  private static final Pattern PARAMETER = Pattern.compile("[ -~]{1,512}");

  private final State state;
  private final ProviderAnswer answer;
  private final RawQuery query;

  private Callback(State state, ProviderAnswer answer, RawQuery query) {
    this.state = state;
    this.answer = answer;
    this.query = query;
  }

  /**
   * Returns the callback in a raw query. Empty when it is malformed: no single, well-formed state,
   * both or neither of a code and an error, or characters that are not allowed in them.
   */
  static Optional<Callback> parse(String rawQuery) {
    var query = new RawQuery(rawQuery);
    if (!(query.parameter("state") instanceof Single(var text))) {
      return Optional.empty();
    }
    return State.parse(text)
        .flatMap(state -> answer(query).map(answer -> new Callback(state, answer, query)));
  }

  private static Optional<ProviderAnswer> answer(RawQuery query) {
    var code = query.parameter("code");
    var error = query.parameter("error");
    if (code instanceof Single(var text) && error instanceof Absent) {
      return matching(CODE, text).map(value -> new ProviderAnswer.Allowed(value, Map.of()));
    }
    if (error instanceof Single(var text) && code instanceof Absent) {
      return matching(ERROR, text).map(ProviderAnswer::ofError);
    }
    return Optional.empty();
  }

  State state() {
    return state;
  }

  /**
   * Returns the provider's answer, with the callback parameters of the element. Empty when one of
   * these is malformed or a required one is missing, or when the callback was sent by another
   * issuer than the element's (RFC 9207, section 2.4).
   */
  Optional<ProviderAnswer> answer(Element element) {
    var issuer = element.issuer();
    if (issuer != null && !query.parameter("iss").equals(new Single(issuer))) {
      return Optional.empty();
    }
    return answer instanceof ProviderAnswer.Allowed(var code, _)
        ? parameters(element).map(taken -> new ProviderAnswer.Allowed(code, taken))
        : Optional.of(answer);
  }

  private Optional<Map<String, String>> parameters(Element element) {
    var taken = new LinkedHashMap<String, String>();
    for (CallbackParameter parameter : element.callbackParameters()) {
      switch (query.parameter(parameter.name())) {
        case Single(var value) when PARAMETER.matcher(value).matches() ->
            taken.put(parameter.name(), value);
        case Absent() when !parameter.required() -> {}
        case Single _, Absent _, Invalid _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(taken);
  }

  private static Optional<String> matching(Pattern form, String text) {
    return Optional.of(text).filter(value -> form.matcher(value).matches());
  }

  @Override
  public String toString() {
    return "Callback";
  }
}
