package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.elementconnect.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever identity providers call tenants and users, they connect, list and complete. */
@Tag("R42")
@Tag("long")
class IdentitiesTest {
  private static final String PENGUINS = Character.toString(0x1f427).repeat(255);

  private final LocalStack stack = Stack.shared();

  static Stream<String> users() {
    return Stream.concat(corpus("user "), Stream.of("u".repeat(255), PENGUINS));
  }

  static Stream<String> tenants() {
    return Stream.concat(corpus("tenant "), Stream.of("t".repeat(255), PENGUINS));
  }

  @ParameterizedTest
  @MethodSource("users")
  void a_user_connects_lists_and_completes(String user) {
    assertWhole(new User(stack, "tenant-" + UUID.randomUUID(), user));
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void a_tenant_connects_lists_and_completes(String tenant) {
    assertWhole(new User(stack, tenant, "ann"));
  }

  @Test
  void the_composed_and_the_decomposed_form_are_two_tenants_and_two_users() {
    var composed = new User(stack, "Caf\u00e9", "Zo\u00eb");
    var decomposed = new User(stack, "Cafe\u0301", "Zo\u00eb");
    var otherUser = new User(stack, "Caf\u00e9", "Zoe\u0308");

    var attempt = connect(composed);

    assertThat(gist(otherUser.get("/attempts/" + attempt))).isEqualTo("404 unknown_attempt");
    assertThat(User.json(otherUser.get("/instances")).path("items")).hasSize(1);
    assertThat(User.json(decomposed.get("/instances")).path("items")).isEmpty();
  }

  private void assertWhole(User user) {
    var connected = connect(user);
    var completed = complete(user);

    var items = User.json(user.get("/instances")).path("items");
    assertThat(items)
        .extracting(item -> item.path("attemptId").textValue())
        .containsExactlyInAnyOrder(connected, completed);
    for (var item : items) {
      assertThat(item.path("createdBy").textValue()).isEqualTo(user.name());
      assertTokenIsRead(user.tenant(), item.path("id").longValue());
    }
  }

  /** By proof 1. */
  private static String connect(User user) {
    var browser = new Browser();
    var started = user.start(browser);

    assertThat(gist(browser.get(Provider.allow(started.oauthUrl())))).isEqualTo("303 connected");

    assertThat(user.status(started.attemptId())).isEqualTo("connected");
    return started.attemptId();
  }

  /** By proof 2. */
  private static String complete(User user) {
    var started = user.start(new Browser());
    var completion = Provider.completion(Provider.allow(started.oauthUrl()));

    assertThat(gist(user.complete(started.attemptId(), completion))).isEqualTo("200 active");

    assertThat(user.status(started.attemptId())).isEqualTo("connected");
    return started.attemptId();
  }

  private void assertTokenIsRead(String tenant, long instanceId) {
    var input = JsonNodeFactory.instance.objectNode();
    input.put("tenant", tenant).put("instanceId", Long.toString(instanceId));

    var answer = Invoke.function(stack, "local-instance-token", input.toString());

    assertThat(answer.path("instanceId").longValue()).isEqualTo(instanceId);
    assertThat(answer.path("token").isTextual()).isTrue();
    Canaries.plant(answer.path("token").textValue());
  }

  private static Stream<String> corpus(String kind) {
    return lines().stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()));
  }

  private static List<String> lines() {
    try (var in = IdentitiesTest.class.getResourceAsStream("identities.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
