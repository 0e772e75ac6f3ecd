package io.elementconnect.dynamodb;

import io.elementconnect.AttemptId;
import io.elementconnect.Base64Url;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.aws.AwsClients;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Writes transactions. A transaction that conflicts with another one, which the SDK does not retry,
 * is sent again unchanged with the same client request token. DynamoDB applies a token at most once
 * within ten minutes.
 */
final class Transactions {
  /** The length of a client request token: the maximum that DynamoDB accepts, 36 characters. */
  static final int TOKEN_CHARACTERS = 32;

  private static final int MAX_TRIES = 5;
  private static final int MAX_PAUSE_MILLIS = 50;

  private final DynamoDbEnhancedClient client;

  Transactions(DynamoDbEnhancedClient client) {
    this.client = client;
  }

  /** The client request token of all requests that this owner makes for this attempt. */
  static String token(AttemptId attemptId, String owner) {
    return Base64Url.sha256(attemptId.value() + "\n" + owner).substring(0, TOKEN_CHARACTERS);
  }

  Result write(TransactWriteItemsEnhancedRequest request) {
    for (int tried = 1; ; tried++) {
      try {
        client.transactWriteItems(request);
        return new Written();
      } catch (TransactionCanceledException e) {
        if (has(e, "ConditionalCheckFailed")) {
          return new Refused(e.cancellationReasons());
        }
        failUnlessRepeatable(has(e, "TransactionConflict"), tried, e);
      } catch (TransactionInProgressException e) {
        failUnlessRepeatable(true, tried, e);
      } catch (SdkException e) {
        throw AwsClients.unavailable(Dependency.STORE, e);
      }
      pause(tried);
    }
  }

  private static void failUnlessRepeatable(boolean conflict, int tried, SdkException e) {
    if (!conflict || tried == MAX_TRIES) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static boolean has(TransactionCanceledException e, String code) {
    return e.cancellationReasons().stream().anyMatch(reason -> code.equals(reason.code()));
  }

  private static void pause(int tried) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(MAX_PAUSE_MILLIS << tried));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable(Dependency.STORE, e);
    }
  }

  sealed interface Result {}

  record Written() implements Result {}

  /** A condition did not hold, and nothing was written. */
  record Refused(List<CancellationReason> reasons) implements Result {

    /** Whether the condition of this item failed. */
    boolean failed(int item) {
      return "ConditionalCheckFailed".equals(reasons.get(item).code());
    }

    /** The current item, if the request asked for it; otherwise empty. */
    Map<String, AttributeValue> current(int item) {
      return reasons.get(item).item();
    }
  }
}
