package io.elementconnect.dynamodb;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.instances.Instances;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Instances in the instances table; every read is of a single tenant's partition. */
public final class DynamoInstances implements Instances {
  private final DynamoDbTable<Instance> instances;

  public DynamoInstances(DynamoDbClient client, String table) {
    this.instances =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .extensions()
            .build()
            .table(table, InstanceSchema.SCHEMA);
  }

  @Override
  public Optional<Instance> find(String tenant, InstanceId id) {
    try {
      return Optional.ofNullable(
          instances.getItem(request -> request.key(key(tenant, id)).consistentRead(true)));
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  @Override
  public Page list(String tenant, int limit, @Nullable InstanceId after) {
    var partition = Key.builder().partitionValue(tenant).build();
    var from =
        after == null
            ? QueryConditional.keyEqualTo(partition)
            : QueryConditional.sortGreaterThan(key(tenant, after));
    try {
      var page =
          instances
              .query(request -> request.queryConditional(from).limit(limit).consistentRead(true))
              .iterator()
              .next();
      var items = page.items();
      return new Page(items, page.lastEvaluatedKey() == null ? null : items.getLast().id());
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static Key key(String tenant, InstanceId id) {
    return Key.builder().partitionValue(tenant).sortValue(id.value()).build();
  }
}
