package io.elementconnect.dynamodb;

import io.elementconnect.local.AwsPart;
import io.elementconnect.secrets.AccountChecks;
import io.elementconnect.testing.AccountChecksContract;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoAccountChecksTest extends AccountChecksContract {
  private final AwsPart aws = AwsPart.shared();

  @Override
  protected AccountChecks empty() {
    var client = aws.clients().dynamoDb();
    var key = Map.of(AttemptSchema.ID, AttributeValue.fromS(DynamoAccountChecks.KEY));
    client.deleteItem(request -> request.tableName(aws.attemptsTable()).key(key));
    return new DynamoAccountChecks(client, aws.attemptsTable());
  }
}
