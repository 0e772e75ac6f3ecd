package io.elementconnect.elements;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an element's configuration.
 *
 * @param key as Cloud Elements names it
 * @param label for the person who states it
 * @param help where the person finds it, or what it may look like
 * @param required whether an instance cannot be created without it
 * @param secret whether it is sealed, and refused in a query
 * @param normalize how what people write becomes the one form that counts
 * @param pattern what the normalised value must match as a whole
 * @param defaultValue what counts when nothing is stated; null for none
 * @param oauthUrlParameter the parameter of {@code /oauth/url} that it feeds too; null for none
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

  /** The most characters that a value may have. */
  public static final int MAX_CHARACTERS = 1024;

  /** The value in its one form, or nothing when it is not acceptable. */
  public Optional<String> accept(String stated) {
    if (stated.length() > MAX_CHARACTERS) {
      return Optional.empty();
    }
    return Optional.of(normalize.apply(stated)).filter(value -> pattern.matcher(value).matches());
  }

  /** How a stated value is brought into its one form, before the pattern decides. */
  public enum Normalization {
    /** As it was written, without white space around it. */
    NONE {
      @Override
      String apply(String stated) {
        return stated.strip();
      }
    },
    /**
     * A host name that people may write as an address: without https, without a slash behind it, in
     * lower case. What is not plain ASCII stays as it was written: in lower case, some of it would
     * turn into ASCII letters.
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
