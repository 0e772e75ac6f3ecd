package io.elementconnect.dynamodb;

import static io.elementconnect.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.Unavailable;
import io.elementconnect.local.AwsPart;
import io.elementconnect.testing.UnsettledAttemptsContract;
import org.junit.jupiter.api.Test;

class DynamoUnsettledAttemptsTest extends UnsettledAttemptsContract {
  DynamoUnsettledAttemptsTest() {
    super(new DynamoStore());
  }

  @Test
  void a_table_that_is_not_there_is_unavailable() {
    var elsewhere =
        new DynamoUnsettledAttempts(AwsPart.shared().clients().dynamoDb(), "no-such-table");

    assertThatThrownBy(() -> elsewhere.due(NOON, 1)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> elsewhere.needingOperator(1)).isInstanceOf(Unavailable.class);
  }
}
