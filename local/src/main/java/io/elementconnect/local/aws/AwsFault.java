package io.elementconnect.local.aws;

import io.elementconnect.local.faults.Effect;
import java.time.Duration;
import java.util.List;

/**
 * What the next requests for an operation get with or instead of their answer. Each of a client's
 * own retries is a request.
 *
 * @param operation as {@link AwsServer#calls()} names it: {@code DynamoDB_20120810.UpdateItem}
 * @param effect {@link Effect#BEFORE} for a {@link Refusal}: the service itself does not do the
 *     work then
 * @param times how many requests, at least 1
 */
public record AwsFault(String operation, Kind kind, Effect effect, int times) {

  /**
   * Checks what the parts cannot check alone.
   *
   * @throws IllegalArgumentException when no service here has such an operation, kind, operation
   *     and effect do not fit, or {@code times} is below 1
   */
  public AwsFault {
    var target = Service.Target.parse(operation).filter(it -> ErrorForm.of(it).isPresent());
    require(target.isPresent(), "no service here has an operation " + operation);
    require(suits(kind, operation), operation + " is never refused like this");
    require(effect == Effect.BEFORE || !(kind instanceof Refusal), "a refusal has no effect");
    require(times >= 1, "times must be at least 1");
  }

  public sealed interface Kind {}

  /** Everything else comes later: before the work, or before its answer. */
  public record Delay(Duration time) implements Kind {}

  /** Takes the place of the answer. */
  public sealed interface Instead extends Kind {}

  /** The connection is closed without an answer. */
  public record Close() implements Instead {}

  /** The connection is reset without an answer. */
  public record Reset() implements Instead {}

  /**
   * Status 500: {@code InternalServerError} of DynamoDB, {@code KMSInternalException}, {@code
   * InternalServiceError} of Secrets Manager. It may hide an effect.
   */
  public record ServerError() implements Instead {}

  /** The service says that it has not done the work. */
  public sealed interface Refusal extends Instead {}

  /** {@code ThrottlingException}. */
  public record Throttled() implements Refusal {}

  /** DynamoDB's {@code ProvisionedThroughputExceededException}. */
  public record ThroughputExceeded() implements Refusal {}

  /**
   * DynamoDB's {@code TransactionCanceledException}.
   *
   * @param reasons the code for each part of the transaction: {@code None}, {@code
   *     ThrottlingError}, {@code TransactionConflict}
   */
  public record Cancelled(List<String> reasons) implements Refusal {
    public Cancelled {
      reasons = List.copyOf(reasons);
    }
  }

  /** DynamoDB's {@code TransactionInProgressException}: the same token is being worked on. */
  public record InProgress() implements Refusal {}

  private static boolean suits(Kind kind, String operation) {
    return switch (kind) {
      case Delay _, Close _, Reset _, ServerError _, Throttled _ -> true;
      case ThroughputExceeded _ -> operation.startsWith("DynamoDB_20120810.");
      case Cancelled _, InProgress _ -> operation.equals("DynamoDB_20120810.TransactWriteItems");
    };
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
