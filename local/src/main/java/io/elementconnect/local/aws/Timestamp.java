package io.elementconnect.local.aws;

import java.math.BigDecimal;
import java.time.Instant;

/** Times as AWS's JSON protocol writes them. */
final class Timestamp {
  private Timestamp() {}

  /** Seconds since 1970 with three decimals. */
  static BigDecimal of(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }
}
