package io.elementconnect.attempts;

/**
 * Why an attempt did not end in an instance.
 *
 * @param code stable, snake_case
 * @param detail one or two sentences for the person, without any secret
 */
public record Problem(String code, String detail) {
  /** The person, or the provider in their place, said no. */
  public static final Problem ACCESS_DENIED =
      new Problem("access_denied", "Access to the account was not allowed at the provider.");

  /**
   * The secret configuration of the attempt does not unseal: its ciphertext was bent or belongs
   * elsewhere.
   */
  public static final Problem DAMAGED =
      new Problem("damaged", "What was stored for this attempt is damaged. Please start again.");

  /** Cloud Elements could not be reached three times, so nothing was created. */
  public static final Problem UNREACHABLE =
      new Problem(
          "cloud_elements_unreachable",
          "Cloud Elements could not be reached. Please start again later.");

  /** The instance that came back is one of another element. */
  public static final Problem OTHER_ELEMENT =
      new Problem("other_element", "Cloud Elements created an instance of another element.");

  /** The instance that came back is not the one that the attempt was connected with meanwhile. */
  public static final Problem OTHER_INSTANCE =
      new Problem(
          "other_instance", "Cloud Elements created more than one instance for this attempt.");

  /** An instance came back after it had been taken for certain that none would. */
  public static final Problem LATE_INSTANCE =
      new Problem("late_instance", "The instance was created after the attempt was given up.");

  /** An instance that came back, or was found, is stored for another attempt. */
  public static final Problem INSTANCE_TAKEN =
      new Problem("instance_taken", "The instance belongs to another attempt already.");

  /** One that was found does not work: Cloud Elements says {@code "valid": false}. */
  public static final Problem INVALID_INSTANCE =
      new Problem("invalid_instance", "Cloud Elements created an instance that does not work.");

  /** One that was found cannot be used without what Cloud Elements does not tell of it. */
  public static final Problem INCOMPLETE_INSTANCE =
      new Problem(
          "incomplete_instance", "Cloud Elements does not tell the instance's token or element.");

  /** Some that were found have no tags by which to tell whose they are. */
  public static final Problem UNIDENTIFIED_INSTANCE =
      new Problem(
          "unidentified_instance",
          "Cloud Elements does not tell which instance belongs to this attempt.");

  /** Nobody knew what became of the exchange; by now it is certain that nothing was created. */
  public static final Problem NOT_CREATED =
      new Problem("not_created", "Cloud Elements did not create the instance. Please start again.");

  /** An operator made sure that nothing was created, or deleted it. */
  public static final Problem GIVEN_UP =
      new Problem("given_up", "The connection could not be completed. Please start again.");

  /** Cloud Elements answered the exchange with a definite refusal, so nothing was created. */
  public static Problem refused(int status) {
    return new Problem(
        "cloud_elements_refused",
        "Cloud Elements refused to create the instance (status " + status + ").");
  }

  /** The person signed in to another account than the one that was stated at the start. */
  public static Problem wrongAccount(String stated, String signedIn) {
    return new Problem(
        "wrong_account",
        "The account stated was " + stated + ", but " + signedIn + " was signed in to.");
  }
}
