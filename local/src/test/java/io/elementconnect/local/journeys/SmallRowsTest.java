package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.simulator.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** However much is stated or answered, a row stays small. */
class SmallRowsTest {
  private static final int MAX_BYTES_OF_AN_ATTEMPT = 4 * 1024;
  private static final int MAX_BYTES_OF_AN_INSTANCE = 8 * 1024;
  private static final int MAX_TOKEN = 4096;
  private static final String SITE = "s".repeat(63) + ".infusionsoft.com";

  private final Scenario scenario = new Scenario();
  private final User ann = scenario.ann();
  private final Browser browser = new Browser();

  @AfterEach
  void nothing_fails_any_more() {
    scenario.heal();
  }

  @Test
  @Tag("R17")
  void an_attempt_takes_less_than_4_kb() {
    var attempt = startWithAll();

    var row = Store.attempt(scenario.stack(), attempt.attemptId());

    assertThat(bytes(row)).isBetween(2_000, MAX_BYTES_OF_AN_ATTEMPT);
  }

  @Test
  @Tag("R32")
  void an_instance_takes_less_than_8_kb() {
    var attempt = startWithAll();
    var id = ThreadLocalRandom.current().nextLong(1_000_000_000L, 2_000_000_000L);
    var answer = new JsonMapper().createObjectNode().put("id", id);
    answer.put("token", "t".repeat(MAX_TOKEN)).put("name", "n".repeat(100_000));
    answer.putObject("element").put("key", "infusionsofterp");
    scenario.fails(CREATE_INSTANCE, new Fault.Body(answer.toString()), BEFORE);

    var back = browser.get(Provider.allowAs(SITE, attempt.oauthUrl()));

    assertThat(gist(back)).isEqualTo("303 connected");
    assertThat(Store.instances(scenario.stack(), ann.tenant()))
        .singleElement()
        .satisfies(row -> assertThat(bytes(row)).isBetween(5_000, MAX_BYTES_OF_AN_INSTANCE));
    assertThat(bytes(Store.attempt(scenario.stack(), attempt.attemptId())))
        .isLessThan(MAX_BYTES_OF_AN_ATTEMPT);
  }

  /** As much as a start may state; each character of the name has three bytes. */
  private User.Started startWithAll() {
    var key = "k".repeat(512);
    Canaries.plant(key);
    var body =
        ann.body(
            Map.of(
                "name", "\u20ac".repeat(100),
                "tags", Collections.nCopies(10, "t".repeat(64)),
                "configuration",
                    Map.of(
                        "infusionsoft.server",
                        SITE,
                        "infusionsoft.private.key",
                        key,
                        "event.vendor.type",
                        "webhook",
                        "filter.response.nulls",
                        "false")));
    var json = User.json(ann.start(browser, body));
    return new User.Started(json.path("attemptId").textValue(), json.path("oauthUrl").textValue());
  }

  /** By the rule of DynamoDB: names and values in UTF-8, a number in at most 21 bytes. */
  private static int bytes(Map<String, AttributeValue> row) {
    return row.entrySet().stream()
        .mapToInt(entry -> utf8(entry.getKey()) + bytes(entry.getValue()))
        .sum();
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> 21;
      case L -> 3 + value.l().stream().mapToInt(item -> 1 + bytes(item)).sum();
      case SS -> value.ss().stream().mapToInt(SmallRowsTest::utf8).sum();
      case M -> 3 + bytes(value.m());
      default -> throw new AssertionError("not in our rows: " + value.type());
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
