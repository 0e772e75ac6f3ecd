package io.elementconnect.local.aws;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** SampleTables with the text key {@code id}, and their items. */
final class SampleTables {
  private SampleTables() {}

  static void create(DynamoDbClient client, String name) {
    var id = AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S);
    var key = KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH);
    client.createTable(table ->
        table
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(id.build())
            .keySchema(key.build()));
  }

  static Map<String, AttributeValue> item(String id, String note) {
    return Map.of("id", AttributeValue.fromS(id), "note", AttributeValue.fromS(note));
  }
}
