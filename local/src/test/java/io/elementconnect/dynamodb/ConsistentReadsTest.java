package io.elementconnect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.instances.InstanceId;
import io.elementconnect.local.AwsPart;
import io.elementconnect.testing.Examples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * What is decided on was read consistently. The local engine has one copy of each item, so that
 * only the request shows it.
 */
class ConsistentReadsTest {
  private final AwsPart aws = AwsPart.shared();
  private final RecordingClient client = new RecordingClient(aws.clients().dynamoDb());

  @Test
  void an_attempt_is_found_by_a_consistent_read() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());
    new DynamoStore().attempts().start(attempt);

    var found = new DynamoAttempts(client, aws.attemptsTable()).find(attempt.id());

    assertThat(found).contains(attempt);
    assertThat(client.consistent).containsExactly(true);
  }

  @Test
  void an_instance_is_found_by_a_consistent_read() {
    var instances = new DynamoInstances(client, aws.instancesTable());

    assertThat(instances.find("nobody", new InstanceId(1))).isEmpty();

    assertThat(client.consistent).containsExactly(true);
  }

  @Test
  void instances_are_listed_by_a_consistent_read() {
    var instances = new DynamoInstances(client, aws.instancesTable());

    assertThat(instances.list("nobody", 1, null).items()).isEmpty();
    assertThat(instances.list("nobody", 1, new InstanceId(1)).items()).isEmpty();

    assertThat(client.consistent).containsExactly(true, true);
  }

  /** Passes reads on, and keeps whether each was consistent. */
  private static final class RecordingClient implements DynamoDbClient {
    private final DynamoDbClient client;
    private final List<Boolean> consistent = new ArrayList<>();

    RecordingClient(DynamoDbClient client) {
      this.client = client;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      consistent.add(Boolean.TRUE.equals(request.consistentRead()));
      return client.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      consistent.add(Boolean.TRUE.equals(request.consistentRead()));
      return client.query(request);
    }

    @Override
    public String serviceName() {
      return client.serviceName();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
