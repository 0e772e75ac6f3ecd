package io.elementconnect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.instances.Instance;
import io.elementconnect.local.AwsPart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoInstancesTest {
  private final AwsPart aws = AwsPart.shared();
  private final DynamoDbClient client = aws.clients().dynamoDb();
  private final DynamoInstances instances = new DynamoInstances(client, aws.instancesTable());
  private final Caller ann = Examples.caller();

  @Test
  @Tag("R39")
  void another_tenants_instance_is_not_found() {
    var instance = connect(ann);

    assertThat(instances.find("another", instance.id())).isEmpty();
    assertThat(instances.list("another", 10, null).items()).isEmpty();
  }

  @Test
  void pages_follow_each_other_without_gap_or_repetition() {
    var all = new ArrayList<Instance>();
    for (int i = 0; i < 5; i++) {
      all.add(connect(ann));
    }
    connect(Examples.caller());

    var first = instances.list(ann.tenant(), 2, null);
    var second = instances.list(ann.tenant(), 2, first.next());
    var third = instances.list(ann.tenant(), 2, second.next());

    assertThat(List.of(first, second, third))
        .flatMap(page -> page.items())
        .containsExactlyElementsOf(all);
    assertThat(third.next()).isNull();
  }

  private Instance connect(Caller caller) {
    var key = Examples.browserKey();
    var pending = Examples.attempt(caller, key);
    new DynamoAttempts(client, aws.attemptsTable()).start(pending);
    var exchanges = new DynamoExchanges(client, aws.attemptsTable(), aws.instancesTable());
    var claimed = pending.claimed(Examples.OWNER, Examples.CODE, Examples.NOON);
    exchanges.claim(claimed, new SameBrowser(key), Examples.NOON);
    var instance = Examples.instanceOf(pending, Examples.instanceId());
    exchanges.connect(claimed.connected(instance.id()), instance, claimed);
    return instance;
  }
}
