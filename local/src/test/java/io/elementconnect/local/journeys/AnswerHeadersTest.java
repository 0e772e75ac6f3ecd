package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each kind of answer of ours, and its headers, errors included. */
@Tag("R26")
class AnswerHeadersTest {
  private final Scenario scenario = new Scenario();
  private final User ann = scenario.ann();
  private final Browser browser = new Browser();
  private final String api = scenario.stack().apiUrl();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  void what_a_program_gets() {
    var attempt = scenario.begin();
    var completion = attempt.completion(attempt.allowed());
    var unclear = scenario.begin();
    var unclearCompletion = unclear.completion(unclear.allowed());
    scenario.fails(CloudElementsRoute.CREATE_INSTANCE, new Fault.Status(500), Effect.AFTER);

    assertGists(
        Stream.of(
            ann.start(browser, ann.body(Map.of())),
            unclear.complete(unclearCompletion),
            attempt.complete(completion),
            ann.get("/attempts/" + attempt.id()),
            ann.get("/instances/" + attempt.instance()),
            ann.start(browser, ann.body(Map.of("colour", "red"))),
            ann.start(browser, "{"),
            attempt.complete(completion.substring(1)),
            attempt.complete(User.unique(scenario.stack()), completion),
            ann.get("/instances/1"),
            ann.get("/instances?limit=0")),
        "201 ",
        "202 settling",
        "200 active",
        "200 connected",
        "200 active",
        "400 invalid_request",
        "400 malformed_body",
        "400 bad_completion",
        "403 not_your_attempt",
        "404 unknown_instance",
        "400 invalid_request");
  }

  @Test
  void what_a_program_gets_when_cloud_elements_fails() {
    scenario.fails(CloudElementsRoute.OAUTH_URL, new Fault.Status(500), Effect.BEFORE);
    scenario.fails(CloudElementsRoute.OAUTH_URL, new Fault.Status(429), Effect.BEFORE, 2);
    scenario.fails(CloudElementsRoute.OAUTH_URL, new Fault.Close(), Effect.BEFORE, 2);

    assertGists(
        Stream.generate(scenario::start).limit(3),
        "502 cloud_elements_refused",
        "503 cloud_elements_busy",
        "504 cloud_elements_unreachable");
  }

  @Test
  void what_a_person_gets() {
    var attempt = scenario.begin();
    var callback = attempt.allowed();
    var unopened = HttpRequest.newBuilder(URI.create(callback)).header("Sec-Purpose", "prefetch");

    assertGists(
        Stream.of(
            browser.get(api + "/oauth/callback"),
            browser.get(api + "/oauth/callback?code=c&state=" + "x".repeat(43)),
            attempt.broughtBy(attempt.browser(), unopened),
            attempt.broughtBy(browser, callback),
            attempt.back(callback)),
        "400 page",
        "404 page",
        "403 page",
        "303 confirm",
        "303 connected");
  }

  @Test
  void what_a_person_gets_while_nothing_is_spent() {
    var attempt = scenario.begin();
    var callback = attempt.allowed();
    scenario.stack().simulator().refuseConnections();

    assertGists(Stream.of(attempt.back(callback)), "503 page");
  }

  /** {@link Browser} has checked the headers by now. */
  private static void assertGists(Stream<HttpResponse<String>> answers, String... gists) {
    assertThat(answers.map(Scenario::gist)).containsExactly(gists);
  }
}
