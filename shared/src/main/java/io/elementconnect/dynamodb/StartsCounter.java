package io.elementconnect.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import io.elementconnect.attempts.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.extensions.AtomicCounterExtension;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;

/**
 * The number of attempts that a caller started in one fixed window: an item of the attempts table,
 * {@code starts#<hash of the caller>#<window>}.
 *
 * @param count incremented by the table with each write; null before the first
 */
record StartsCounter(String key, @Nullable Long count, Instant ttl) {
  static final String COUNT = "starts";

  static final TableSchema<StartsCounter> SCHEMA =
      new Row.Schema<>(
              StartsCounter.class,
              row ->
                  new StartsCounter(
                      row.requiredText(AttemptSchema.ID),
                      row.number(COUNT),
                      row.requiredTime(AttemptSchema.TTL)))
          .text(AttemptSchema.ID, StartsCounter::key, primaryPartitionKey())
          .number(COUNT, StartsCounter::count, StaticAttributeTags.atomicCounter(1, 1))
          .time(AttemptSchema.TTL, StartsCounter::ttl)
          .build();

  /** Increments the counter as part of the write. */
  static final AtomicCounterExtension ADDS_ONE = AtomicCounterExtension.builder().build();

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Duration KEPT = Duration.ofDays(1);

  /** The counter of the window that contains {@code now}. */
  static StartsCounter at(Instant now, Caller caller) {
    var until = until(now);
    return new StartsCounter(
        "starts#" + caller.hash() + "#" + until.getEpochSecond(), null, until.plus(KEPT));
  }

  /** When the window ends. */
  static Instant until(Instant now) {
    var window = now.getEpochSecond() / WINDOW.toSeconds();
    return Instant.ofEpochSecond((window + 1) * WINDOW.toSeconds());
  }
}
