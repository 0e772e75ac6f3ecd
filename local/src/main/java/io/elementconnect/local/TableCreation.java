package io.elementconnect.local;

import io.elementconnect.local.template.Account;
import io.elementconnect.local.template.TableResource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** Creates the template's tables, each in the place of one that is left from an earlier run. */
final class TableCreation {
  private TableCreation() {}

  static void create(URI endpoint, List<TableResource> tables) {
    try (var client = client(endpoint)) {
      var present = client.listTables().tableNames();
      for (var table : tables) {
        if (present.contains(table.name())) {
          delete(client, table.name());
        }
        create(client, table);
      }
    }
  }

  private static void delete(DynamoDbClient client, String table) {
    client.deleteTable(request -> request.tableName(table));
    try (var waiter = client.waiter()) {
      waiter.waitUntilTableNotExists(request -> request.tableName(table));
    }
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(Account.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  private static void create(DynamoDbClient client, TableResource table) {
    var indexes = table.indexes().stream().map(TableCreation::index).toList();
    client.createTable(request ->
        request
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key(table.hash(), table.range()))
            .attributeDefinitions(attributes(table))
            .globalSecondaryIndexes(indexes.isEmpty() ? null : indexes));
    table
        .ttlAttribute()
        .ifPresent(attribute ->
            client.updateTimeToLive(request ->
                request
                    .tableName(table.name())
                    .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true))));
  }

  private static GlobalSecondaryIndex index(TableResource.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(key(index.hash(), index.range()))
        .projection(projection -> projection.projectionType(index.projection()))
        .build();
  }

  private static List<KeySchemaElement> key(
      TableResource.Attribute hash, Optional<TableResource.Attribute> range) {
    return Stream.concat(
            Stream.of(element(hash, KeyType.HASH)),
            range.stream().map(attribute -> element(attribute, KeyType.RANGE)))
        .toList();
  }

  private static KeySchemaElement element(TableResource.Attribute attribute, KeyType type) {
    return KeySchemaElement.builder().attributeName(attribute.name()).keyType(type).build();
  }

  private static List<AttributeDefinition> attributes(TableResource table) {
    var ofIndexes =
        table.indexes().stream()
            .flatMap(index -> Stream.concat(Stream.of(index.hash()), index.range().stream()));
    return Stream.of(Stream.of(table.hash()), table.range().stream(), ofIndexes)
        .flatMap(keys -> keys)
        .distinct()
        .map(it -> AttributeDefinition.builder().attributeName(it.name()).attributeType(it.type()))
        .map(AttributeDefinition.Builder::build)
        .toList();
  }
}
