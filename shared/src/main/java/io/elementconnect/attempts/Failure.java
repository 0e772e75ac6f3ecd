package io.elementconnect.attempts;

/**
 * Why an attempt did not end in an instance.
 *
 * @param code stable, snake_case
 * @param detail one or two sentences for the person, without any secret
 */
public record Failure(String code, String detail) {
  /** The person, or the provider in their place, said no. */
  public static final Failure ACCESS_DENIED =
      new Failure("access_denied", "Access to the account was not allowed at the provider.");

  /**
   * The secret configuration of the attempt does not unseal: its ciphertext was bent or belongs
   * elsewhere.
   */
  public static final Failure DAMAGED =
      new Failure("damaged", "What was stored for this attempt is damaged. Please start again.");

  /** Cloud Elements could not be reached three times, so nothing was created. */
  public static final Failure UNREACHABLE =
      new Failure(
          "cloud_elements_unreachable",
          "Cloud Elements could not be reached. Please start again later.");

  /** The instance that came back is one of another element. */
  public static final Failure OTHER_ELEMENT =
      new Failure("other_element", "Cloud Elements created an instance of another element.");

  /** The instance that came back is not the one that the attempt was connected with meanwhile. */
  public static final Failure OTHER_INSTANCE =
      new Failure(
          "other_instance", "Cloud Elements created more than one instance for this attempt.");

  /** An instance came back after it had been taken for certain that none would. */
  public static final Failure LATE_INSTANCE =
      new Failure("late_instance", "The instance was created after the attempt was given up.");

  /** An instance that came back, or was found, is stored for another attempt. */
  public static final Failure INSTANCE_TAKEN =
      new Failure("instance_taken", "The instance belongs to another attempt already.");

  /** One that was found does not work: Cloud Elements says {@code "valid": false}. */
  public static final Failure INVALID_INSTANCE =
      new Failure("invalid_instance", "Cloud Elements created an instance that does not work.");

  /** One that was found cannot be used without what Cloud Elements does not tell of it. */
  public static final Failure INCOMPLETE_INSTANCE =
      new Failure(
          "incomplete_instance", "Cloud Elements does not tell the instance's token or element.");

  /** Some that were found have no tags by which to tell whose they are. */
  public static final Failure UNIDENTIFIED_INSTANCE =
      new Failure(
          "unidentified_instance",
          "Cloud Elements does not tell which instance belongs to this attempt.");

  /** Nobody knew what became of the exchange; by now it is certain that nothing was created. */
  public static final Failure NOT_CREATED =
      new Failure("not_created", "Cloud Elements did not create the instance. Please start again.");

  /** An operator made sure that nothing was created, or deleted it. */
  public static final Failure GIVEN_UP =
      new Failure("given_up", "The connection could not be completed. Please start again.");

  /** Cloud Elements answered the exchange with a definite refusal, so nothing was created. */
  public static Failure refused(int status) {
    return new Failure(
        "cloud_elements_refused",
        "Cloud Elements refused to create the instance (status " + status + ").");
  }

  /** The person signed in to another account than the one that was stated at the start. */
  public static Failure wrongAccount(String stated, String signedIn) {
    return new Failure(
        "wrong_account",
        "The account stated was " + stated + ", but " + signedIn + " was signed in to.");
  }
}
