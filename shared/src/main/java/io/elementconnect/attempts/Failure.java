package io.elementconnect.attempts;

import java.util.List;

/**
 * Why an attempt did not end in an instance.
 *
 * @param code stable, snake_case
 * @param detail one or two sentences for the person, without any secret
 */
public record Failure(String code, String detail) {
  /** The person denied access, or the provider denied it for them. */
  public static final Failure ACCESS_DENIED =
      new Failure("access_denied", "Access to the account was not allowed at the provider.");

  /**
   * The provider returned an error other than {@code access_denied} (RFC 6749, section 4.1.2.1).
   *
   * @param error a registered error code, or {@code other}
   */
  public static Failure provider(String error) {
    return new Failure(
        "provider_error",
        "The provider could not complete the sign-in (" + error + "). Please start again later.");
  }

  /**
   * The secret configuration of the attempt cannot be unsealed: the ciphertext was tampered with or
   * belongs to another context.
   */
  public static final Failure DAMAGED =
      new Failure("damaged", "What was stored for this attempt is damaged. Please start again.");

  /** Cloud Elements could not be reached in three exchanges, so nothing was created. */
  public static final Failure UNREACHABLE =
      new Failure(
          "cloud_elements_unreachable",
          "Cloud Elements could not be reached. Please start again later.");

  /**
   * Cloud Elements was too busy to create the instance (429 or 503), and lookups have now shown
   * that nothing was created.
   */
  public static final Failure BUSY =
      new Failure(
          "cloud_elements_busy",
          "Cloud Elements was too busy to create the instance. Please start again later.");

  /** Cloud Elements returned an instance of another element. */
  public static final Failure OTHER_ELEMENT =
      new Failure("other_element", "Cloud Elements created an instance of another element.");

  /**
   * Cloud Elements returned an instance other than the one that the attempt was connected with in
   * the meantime.
   */
  public static final Failure OTHER_INSTANCE =
      new Failure(
          "other_instance", "Cloud Elements created more than one instance for this attempt.");

  /** Cloud Elements returned an instance after the attempt had failed. */
  public static final Failure LATE_INSTANCE =
      new Failure("late_instance", "The instance was created after the attempt was given up.");

  /** The instance that was returned or found is already stored for another attempt. */
  public static final Failure INSTANCE_TAKEN =
      new Failure("instance_taken", "The instance already belongs to another attempt.");

  /** The instance that was found does not work: Cloud Elements reports {@code "valid": false}. */
  public static final Failure INVALID_INSTANCE =
      new Failure("invalid_instance", "Cloud Elements created an instance that does not work.");

  /**
   * The instance that was found cannot be used: Cloud Elements does not report its token or
   * element.
   */
  public static final Failure INCOMPLETE_INSTANCE =
      new Failure(
          "incomplete_instance", "Cloud Elements does not report the instance's token or element.");

  /** Some instances that were found have no tags that identify their attempt. */
  public static final Failure UNIDENTIFIED_INSTANCE =
      new Failure(
          "unidentified_instance",
          "Cloud Elements does not report which instance belongs to this attempt.");

  /** The instance that was found has another name or account than the start request. */
  public static final Failure INSTANCE_DIFFERS =
      new Failure(
          "instance_differs",
          "The instance at Cloud Elements has another name or account than this attempt.");

  /** Cloud Elements answers, but not readably about the instances of this attempt. */
  public static final Failure LOOKUP_UNREADABLE =
      new Failure(
          "lookup_unreadable",
          "Cloud Elements does not report readably which instances belong to this attempt.");

  /**
   * The outcome of the exchange was unknown; enough lookups have now shown that nothing was
   * created.
   */
  public static final Failure NOT_CREATED =
      new Failure("not_created", "Cloud Elements did not create the instance. Please start again.");

  /** An operator verified that no instance exists, or deleted it. */
  public static final Failure GIVEN_UP =
      new Failure("given_up", "The connection could not be completed. Please start again.");

  /** Cloud Elements definitively refused the exchange, so nothing was created. */
  public static Failure refused(int status) {
    return refused(status, List.of());
  }

  /**
   * Cloud Elements definitively refused the exchange, so nothing was created.
   *
   * @param leftOut the labels of optional secret values that were left out: a 400 may be because of
   *     them
   */
  public static Failure refused(int status, List<String> leftOut) {
    var detail = "Cloud Elements refused to create the instance (status " + status + ").";
    return new Failure(
        "cloud_elements_refused",
        status == 400 && !leftOut.isEmpty()
            ? detail + " What may be missing: " + String.join(", ", leftOut) + "."
            : detail);
  }

  /** The person signed in to an account other than the one in the start request. */
  public static Failure wrongAccount(String requested, String signedIn) {
    return new Failure(
        "wrong_account",
        "The account to connect was "
            + requested
            + ", but the account signed in to was "
            + signedIn
            + ".");
  }
}
