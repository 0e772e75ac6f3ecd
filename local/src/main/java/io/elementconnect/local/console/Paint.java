package io.elementconnect.local.console;

/** Colours for a person who reads a terminal. */
public enum Paint {
  /** By escape sequences of ECMA-48. */
  COLOUR,
  NONE;

  enum Meaning {
    PROGRESS(0),
    ENDED_WELL(32),
    REFUSED(33),
    NEEDS_ATTENTION(31);

    private final int colour;

    Meaning(int colour) {
      this.colour = colour;
    }

    static Meaning ofStatus(int status) {
      if (status < 200 || status >= 500) {
        return NEEDS_ATTENTION;
      }
      return status < 400 ? ENDED_WELL : REFUSED;
    }
  }

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
    return this == NONE || meaning == Meaning.PROGRESS
        ? text
        : "\u001b[" + meaning.colour + "m" + text + "\u001b[0m";
  }
}
