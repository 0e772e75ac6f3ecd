package io.elementconnect.local.console;

/** Colours for whoever reads a terminal. */
public enum Paint {
  /** By escape sequences of ECMA-48. */
  COLOUR,
  NONE;

  /**
   * Colours for a terminal that can show them to a person who does not mind.
   *
   * @param noColor the variable {@code NO_COLOR}, empty when it is not set
   * @param type the variable {@code TERM}
   * @see <a href="https://no-color.org">no-color.org</a>
   */
  public static Paint of(boolean terminal, String noColor, String type) {
    return terminal && noColor.isEmpty() && !type.equals("dumb") ? COLOUR : NONE;
  }

  String text(Meaning meaning, String text) {
    return switch (this) {
      case NONE -> text;
      case COLOUR ->
          switch (meaning) {
            case PROGRESS -> text;
            case ENDED_WELL -> coloured(32, text);
            case REFUSED -> coloured(33, text);
            case NEEDS_ATTENTION -> coloured(31, text);
          };
    };
  }

  private static String coloured(int code, String text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
