package io.elementconnect.secrets;

/**
 * Why a secret cannot be used.
 *
 * @param name the secret's name
 * @param reason what the secret lacks or violates, such as {@code has no value for apiSecret};
 *     names of fields only, never a value
 */
public record SecretProblem(String name, Kind kind, String reason) {

  /** Who has to act: the one who fills the secret, or the one who filled it. */
  public enum Kind {
    NOT_SET("secret_not_set"),
    UNREADABLE("secret_unreadable");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** Returns the kind with this code; one of a later version counts as not set. */
    public static Kind of(String code) {
      return code.equals(UNREADABLE.code) ? UNREADABLE : NOT_SET;
    }

    /** Stable, snake_case: also the code of the problem that a caller receives. */
    public String code() {
      return code;
    }
  }

  /** One sentence for the caller. */
  public String detail() {
    return "The secret " + name + " " + reason + ".";
  }
}
