package io.elementconnect.local.journeys;

import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.journeys.Operation.DECRYPT;
import static io.elementconnect.local.journeys.Operation.LIST;
import static io.elementconnect.local.journeys.Operation.READ;
import static io.elementconnect.local.journeys.Operation.SECRET;
import static io.elementconnect.local.journeys.Scenario.ALWAYS;
import static io.elementconnect.local.journeys.Scenario.gist;
import static io.elementconnect.local.journeys.Scenario.together;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.local.aws.AwsFault;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fault matrix, rows F3 and F3t: what cannot be read is told so, and nothing else. */
class ReadFaultsTest {
  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private long instance;

  @BeforeEach
  void an_instance_is_stored() {
    attempt.back(attempt.allowed());
    instance = User.json(attempt.read()).path("instanceId").longValue();
  }

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  static Stream<AwsFault.Kind> failures() {
    return Stream.concat(Operation.BREAKS.stream(), Stream.of(new AwsFault.Throttled()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void f3_failed_once_is_read_again(AwsFault.Kind kind) {
    scenario.fails(READ, kind, BEFORE);
    assertThat(gist(attempt.read())).isEqualTo("200 connected");

    scenario.fails(READ, kind, BEFORE);
    assertThat(gist(scenario.ann().get("/instances/" + instance))).isEqualTo("200 active");

    scenario.fails(LIST, kind, BEFORE);
    assertThat(scenario.ann().get("/instances").statusCode()).isEqualTo(200);
  }

  static Stream<AwsFault.Kind> lasting_failures() {
    return Stream.of(
        new AwsFault.Close(), new AwsFault.ServerError(), new AwsFault.ThroughputExceeded());
  }

  @ParameterizedTest
  @MethodSource("lasting_failures")
  @Tag("long")
  void f3_f3t_failing_is_a_503(AwsFault.Kind kind) {
    scenario.fails(READ, kind, BEFORE, ALWAYS);
    scenario.fails(LIST, kind, BEFORE, ALWAYS);

    Callable<String> token = () -> token().path("code").textValue();
    assertThat(
            together(
                List.of(
                    () -> gist(attempt.read()),
                    () -> gist(scenario.ann().get("/instances/" + instance)),
                    () -> gist(scenario.ann().get("/instances")),
                    token)))
        .containsExactly("503 try_again", "503 try_again", "503 try_again", "try_again");

    scenario.heal();
    assertThat(gist(attempt.read())).isEqualTo("200 connected");
  }

  @Test
  void f3t_failing_to_decrypt_gives_no_token() {
    scenario.fails(DECRYPT, new AwsFault.ServerError(), BEFORE, ALWAYS);
    assertThat(token().path("code").textValue()).isEqualTo("try_again");

    scenario.heal();
    assertThat(token().has("token")).isTrue();
  }

  @Test
  void f3t_without_the_secrets_gives_no_token() {
    scenario.restartFunctions();
    scenario.fails(SECRET, new AwsFault.ServerError(), BEFORE, ALWAYS);
    assertThat(token().path("code").textValue()).isEqualTo("try_again");

    scenario.heal();
    assertThat(token().has("token")).isTrue();
  }

  private JsonNode token() {
    var answer =
        Invoke.function(
            scenario.stack(),
            "local-instance-token",
            "{\"tenant\":\"%s\",\"instanceId\":%d}".formatted(scenario.ann().tenant(), instance));
    Canaries.plant(answer.path("token").asText());
    return answer;
  }
}
