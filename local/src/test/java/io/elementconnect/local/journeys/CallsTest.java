package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.LocalStack;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often each step calls AWS and Cloud Elements when the secrets are cached. */
class CallsTest {
  private static final String READ = "DynamoDB_20120810.GetItem";
  private static final String LIST = "DynamoDB_20120810.Query";
  private static final String CLAIM = "DynamoDB_20120810.UpdateItem";
  private static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";
  private static final String DATA_KEY = "TrentService.GenerateDataKey";
  private static final String DECRYPT = "TrentService.Decrypt";

  private final LocalStack stack = Stack.shared();
  private final User ann = User.unique(stack);
  private final Browser browser = new Browser();

  private final User.Started started = ann.start(browser);

  @BeforeEach
  void the_secrets_are_cached() {
    browser.get(Provider.allow(started.oauthUrl()));
  }

  /** So that no secret can be in the snapshot that Lambda takes then. */
  @Test
  @Tag("R36")
  void making_the_functions_calls_nobody() {
    var functions = LocalStack.class.getClassLoader();

    assertThat(
            calls(() -> {
              stack.reload(functions);
              return functions;
            }))
        .isEmpty();
  }

  @Test
  void a_start() {
    var calls = calls(() -> ann.start(browser));

    assertThat(calls)
        .isEqualTo(Map.of("GET /elements/{key}/oauth/url", 1L, DATA_KEY, 1L, TRANSACTION, 1L));
  }

  @Test
  void a_callback_of_the_same_browser() {
    var callback = Provider.allow(ann.start(browser).oauthUrl());

    var calls = calls(() -> browser.get(callback));

    assertThat(calls)
        .isEqualTo(
            Map.of(
                READ,
                1L,
                DECRYPT,
                1L,
                DATA_KEY,
                1L,
                CLAIM,
                1L,
                "POST /instances",
                1L,
                TRANSACTION,
                1L));
    assertThat(calls(() -> browser.get(callback))).isEqualTo(Map.of(READ, 1L));
  }

  @Test
  void a_callback_of_another_browser() {
    var callback = Provider.allow(ann.start(browser).oauthUrl());

    assertThat(calls(() -> new Browser().get(callback))).isEqualTo(Map.of(READ, 1L, DATA_KEY, 1L));
  }

  @Test
  void a_completion_and_its_repeat() {
    var attempt = ann.start(browser);
    var completion = Provider.completion(Provider.allow(attempt.oauthUrl()));

    var calls = calls(() -> ann.complete(attempt.attemptId(), completion));

    assertThat(calls)
        .isEqualTo(
            Map.of(
                READ,
                1L,
                DECRYPT,
                2L,
                DATA_KEY,
                1L,
                CLAIM,
                1L,
                "POST /instances",
                1L,
                TRANSACTION,
                1L));
    assertThat(calls(() -> ann.complete(attempt.attemptId(), completion)))
        .isEqualTo(Map.of(READ, 2L, DECRYPT, 1L));
  }

  @Test
  void a_read() {
    var attempt = "/attempts/" + started.attemptId();
    var instance = User.json(ann.get(attempt)).path("instanceId").longValue();

    assertThat(calls(() -> ann.get(attempt))).isEqualTo(Map.of(READ, 1L));
    assertThat(calls(() -> ann.get("/instances/" + instance))).isEqualTo(Map.of(READ, 1L));
    assertThat(calls(() -> ann.get("/instances"))).isEqualTo(Map.of(LIST, 1L));
  }

  /** What the step calls, and how often. */
  private Map<String, Long> calls(Supplier<?> step) {
    var before = calls();
    var _ = step.get();
    var made = calls();
    made.replaceAll((call, count) -> count - before.getOrDefault(call, 0L));
    made.values().removeIf(count -> count == 0);
    return made;
  }

  private Map<String, Long> calls() {
    var calls = new TreeMap<String, Long>();
    stack.aws().calls().forEach((call, count) -> calls.put(call, count.longValue()));
    stack.simulator().ledger().calls().forEach((route, count) -> calls.put(route.text(), count));
    return calls;
  }
}
