package io.elementconnect.elements;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an element's configuration.
 *
 * @param key its name at Cloud Elements
 * @param label its label in forms
 * @param help where the person finds the value, or an example of it
 * @param required whether an instance cannot be created without it
 * @param secret whether it is sealed, and refused in a query
 * @param normalize how input is normalised
 * @param pattern what the whole normalised value must match
 * @param defaultValue the value when none is given; null for none
 * @param oauthUrlParameter the parameter of {@code /oauth/url} that is also set from it; null for
 *     none
 */
public record Property(
    String key,
    String label,
    String help,
    boolean required,
    boolean secret,
    Normalization normalize,
    Pattern pattern,
    @Nullable String defaultValue,
    @Nullable String oauthUrlParameter) {

  /** The maximum length of a value, in UTF-16 code units. */
  public static final int MAX_CHARACTERS = 1024;

  /**
   * Returns the normalised value; empty when the value is longer than {@link #MAX_CHARACTERS} or
   * does not match the pattern.
   */
  public Optional<String> accept(String stated) {
    if (stated.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    return Optional.of(normalize.apply(stated)).filter(value -> pattern.matcher(value).matches());
  }

  /** How a value is normalised before it is matched against the pattern. */
  public enum Normalization {
    /** Removes white space around the value. */
    NONE {
      @Override
      String apply(String stated) {
        return stated.strip();
      }
    },
    /**
     * Reduces an address to its host name: removes http or https and a trailing slash, and converts
     * it to lower case. A value with non-ASCII characters is returned as given, because converting
     * some of them to lower case would give ASCII letters.
     */
    HOST {
      private static final Pattern AROUND = Pattern.compile("(?i)(?:https?://)?([!-~&&[^/]]*)/?");

      @Override
      String apply(String stated) {
        var matcher = AROUND.matcher(stated.strip());
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : stated;
      }
    };

    abstract String apply(String stated);
  }
}
