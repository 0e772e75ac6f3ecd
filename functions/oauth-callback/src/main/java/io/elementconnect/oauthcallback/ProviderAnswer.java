package io.elementconnect.oauthcallback;

import io.elementconnect.elements.CallbackParameter;
import io.elementconnect.elements.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The provider's response about the person's decision (RFC 6749, sections 4.1.2 and 4.1.2.1). */
sealed interface ProviderAnswer {
  Pattern PARAMETER = Pattern.compile("[ -~]{1,512}");

  /**
   * The person allowed access.
   *
   * @param code 1 to 4,096 printable characters
   * @param parameters the other parameters of the callback
   */
  record Allowed(String code, Map<String, String> parameters) implements ProviderAnswer {

    /**
     * Returns this response with only the parameters that the element uses; empty when one is
     * malformed or a required one is missing. An empty parameter counts as missing.
     */
    Optional<Allowed> narrowedTo(Element element) {
      var taken = new LinkedHashMap<String, String>();
      for (CallbackParameter parameter : element.callbackParameters()) {
        var value = parameters.getOrDefault(parameter.name(), "");
        if (PARAMETER.matcher(value).matches()) {
          taken.put(parameter.name(), value);
        } else if (!value.isEmpty() || parameter.required()) {
          return Optional.empty();
        }
      }
      return Optional.of(new Allowed(code, taken));
    }

    @Override
    public String toString() {
      return "Allowed";
    }
  }

  /**
   * The provider returned an error.
   *
   * @param error 1 to 64 printable characters, such as {@code access_denied}
   */
  record Denied(String error) implements ProviderAnswer {}
}
