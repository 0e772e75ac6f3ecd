package io.elementconnect.local.aws;

import java.time.Duration;

/** How long a deleted secret stays marked, before it is gone. */
final class RecoveryWindow {
  private static final int LEAST_DAYS = 7;
  private static final int MOST_DAYS = 30;

  private RecoveryWindow() {}

  /** What a DeleteSecret asks for: 7 to 30 days, 30 unless told, or zero when forced. */
  static Duration in(Parameters request) {
    var days = request.integer("RecoveryWindowInDays", Integer.MIN_VALUE, Integer.MAX_VALUE);
    var forced = request.flag("ForceDeleteWithoutRecovery");
    if (forced && days.isPresent()) {
      throw invalid(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (days.filter(asked -> asked < LEAST_DAYS || asked > MOST_DAYS).isPresent()) {
      throw invalid("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    return forced ? Duration.ZERO : Duration.ofDays(days.orElse(MOST_DAYS));
  }

  private static AwsError invalid(String message) {
    return AwsError.ofSecretsManager("InvalidParameterException", message);
  }
}
