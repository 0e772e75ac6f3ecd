package io.elementconnect.attempts;

import java.util.Optional;

/**
 * What a tenant or a user may be called. Identities are issued by others: each text of 1 to 255
 * code points is taken as it is and compared by code point, so that two forms of one letter are two
 * identities (OpenID Connect Core, section 2, limits a {@code sub} to 255 characters).
 */
public final class Identity {
  private static final int MAX_CODE_POINTS = 255;

  private Identity() {}

  /**
   * Returns the rule that a text breaks, such as {@code contains a control character}; empty when
   * it breaks none.
   */
  public static Optional<String> brokenRule(String text) {
    if (text.isEmpty()) {
      return Optional.of("is missing or empty");
    }
    if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
      return Optional.of("has more than " + MAX_CODE_POINTS + " characters");
    }
    if (has(text, Character.CONTROL)) {
      return Optional.of("contains a control character");
    }
    if (has(text, Character.SURROGATE)) {
      return Optional.of("contains half of a surrogate pair");
    }
    // As API Gateway renders a list, "[a b]", and an object, "map[a:b]".
    return (text.startsWith("[") || text.startsWith("map[")) && text.endsWith("]")
        ? Optional.of("is a list or an object")
        : Optional.empty();
  }

  private static boolean has(String text, byte category) {
    return text.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == category);
  }
}
