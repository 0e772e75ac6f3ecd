package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples in events/ are what API Gateway would send for this template. */
class EventsTest {
  private static final Path EVENTS = Project.file("events");
  private static final List<String> OFF_THE_API =
      List.of(
          "instance-token.json",
          "reconciler-repair.json",
          "reconciler-settle.json",
          "wake-up.json");

  @Test
  void every_http_event_is_for_a_route_of_the_template_and_every_route_has_one()
      throws IOException {
    var routes =
        Project.template().routes().stream().map(RouteEvent::key).collect(Collectors.toSet());

    assertThat(httpEvents())
        .extracting(APIGatewayV2HTTPEvent::getRouteKey)
        .hasSameElementsAs(routes);
  }

  @Test
  void every_http_event_agrees_with_itself() throws IOException {
    for (var event : httpEvents()) {
      var context = event.getRequestContext();
      assertThat(event.getVersion()).isEqualTo("2.0");
      assertThat(context.getStage()).isEqualTo("$default");
      assertThat(context.getRouteKey()).isEqualTo(event.getRouteKey());
      assertThat(event.getRouteKey()).startsWith(context.getHttp().getMethod() + " ");
      assertThat(context.getHttp().getPath()).isEqualTo(event.getRawPath());
      assertThat(event.getHeaders())
          .containsEntry("host", context.getDomainName())
          .doesNotContainKey("cookie")
          .allSatisfy((name, _) -> assertThat(name).isLowerCase());
    }
  }

  @Test
  void exactly_the_protected_routes_carry_claims() throws IOException {
    var protectedRoutes =
        Project.template().routes().stream()
            .filter(route -> route.authorizer().isPresent())
            .map(RouteEvent::key)
            .toList();

    for (var event : httpEvents()) {
      var authorizer = event.getRequestContext().getAuthorizer();
      assertThat(authorizer != null).isEqualTo(protectedRoutes.contains(event.getRouteKey()));
      if (authorizer != null) {
        assertThat(authorizer.getJwt().getClaims())
            .containsEntry("tenant", "acme")
            .containsEntry("sub", "ann");
      }
    }
  }

  @Test
  void the_attempt_id_is_the_hash_of_the_state() throws Exception {
    var state = http("callback-allowed.json").getQueryStringParameters().getOrDefault("state", "");
    var hash =
        MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.US_ASCII));
    var attemptId = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);

    assertThat(state).matches("[A-Za-z0-9_-]{43}");
    for (var name : List.of("attempt.json", "complete.json")) {
      assertThat(http(name).getPathParameters()).containsEntry("attemptId", attemptId);
    }
  }

  @Test
  void a_repeated_parameter_is_joined_by_commas() throws IOException {
    var event = http("callback-repeated-parameter.json");

    assertThat(event.getRawQueryString()).startsWith("code=fake-code&code=another-fake-code&");
    assertThat(event.getQueryStringParameters())
        .containsEntry("code", "fake-code,another-fake-code");
  }

  @Test
  void the_events_off_the_api_are_what_is_invoked_with() throws IOException {
    var mapper = new ObjectMapper();

    assertThat(mapper.readTree(EVENTS.resolve("instance-token.json").toFile()))
        .isEqualTo(mapper.readTree("{\"tenant\": \"acme\", \"instanceId\": 12345}"));
    var scheduled = Project.template().schedules().stream().map(Schedule::input).toList();
    assertThat(scheduled).contains("{\"wakeUp\": true}", "{\"repair\": true}");
    for (var name : List.of("wake-up.json", "reconciler-repair.json")) {
      var event = mapper.readTree(EVENTS.resolve(name).toFile());
      assertThat(scheduled)
          .anySatisfy(input -> assertThat(mapper.readTree(input)).isEqualTo(event));
    }
  }

  private static List<APIGatewayV2HTTPEvent> httpEvents() throws IOException {
    try (var files = Files.list(EVENTS)) {
      var names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !OFF_THE_API.contains(name))
              .sorted()
              .toList();
      assertThat(names).isNotEmpty();
      return names.stream().map(EventsTest::http).toList();
    }
  }

  private static APIGatewayV2HTTPEvent http(String name) {
    try (var file = Files.newInputStream(EVENTS.resolve(name))) {
      return LambdaEventSerializers.serializerFor(
              APIGatewayV2HTTPEvent.class, EventsTest.class.getClassLoader())
          .fromJson(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
