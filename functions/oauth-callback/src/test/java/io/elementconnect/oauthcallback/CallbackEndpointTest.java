package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ACCOUNT;
import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.FRONTEND;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static io.elementconnect.oauthcallback.Deployment.RETURN_URL;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static io.elementconnect.oauthcallback.Deployment.STATE;
import static io.elementconnect.oauthcallback.Deployment.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.oauthcallback.Completions.Completion;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.ExpectedHeaders;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.testing.MemoryStore.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackEndpointTest {
  private static final String S = "sssssssssssssssssssssssssssssssssssssssssss";
  private static final String BACK = RETURN_URL + "?attempt=" + ID + "&outcome=";
  private static final String GOOD = "code=" + CODE + "&scope=" + SITE + "&state=" + S;
  private static final String DENIAL = "error=access_denied&state=" + S;
  private static final String COOKIE = "__Host-connect=" + BROWSER_KEY.value();

  private final Deployment deployment = new Deployment();

  @Test
  @Tag("R25")
  void a_connected_person_goes_back_without_code_and_state() {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    assertSeeOther(callback(GOOD), BACK + "connected");
  }

  @ParameterizedTest
  @MethodSource("attemptsAndOutcomes")
  void an_attempt_that_went_on_is_asked_to_its_own_browser(Attempt attempt, String outcome) {
    deployment.store.put(attempt);

    assertSeeOther(callback(GOOD), BACK + outcome);
    assertSeeOther(callback(DENIAL), BACK + outcome);
  }

  static Stream<Arguments> attemptsAndOutcomes() {
    var claimed = new Deployment().begin().claimed("owner", CODE, NOON);
    return Stream.of(
        Arguments.of(claimed, "settling"),
        Arguments.of(claimed.unknown(null, NOON), "settling"),
        Arguments.of(claimed.needingOperator(Failure.OTHER_ELEMENT, NOON), "settling"),
        Arguments.of(claimed.connected(INSTANCE_ID), "connected"),
        Arguments.of(claimed.denied(NOON), "denied"),
        Arguments.of(claimed.failed(Failure.UNREACHABLE, NOON), "failed"));
  }

  @Test
  @Tag("R25")
  void a_denial_goes_back_as_denied() {
    deployment.begin();

    assertSeeOther(callback(DENIAL), BACK + "denied");
  }

  @Test
  void a_refusal_of_cloud_elements_goes_back_as_failed() {
    deployment.begin();
    deployment.cloudElements.creates(new Creation.Refused(400));

    assertSeeOther(callback(GOOD), BACK + "failed");
  }

  @Test
  @Tag("R25")
  void an_expired_attempt_goes_back_as_expired_with_and_without_the_key() {
    deployment.begin();
    deployment.now = EXPIRY;

    assertSeeOther(callback(GOOD), BACK + "expired");
    assertSeeOther(call(GOOD).answeredBy(deployment.function), BACK + "expired");
  }

  @Test
  void another_code_after_a_release_goes_back_as_pending() {
    deployment.store.put(deployment.begin().claimed("owner", "another-code", NOON).released(NOON));

    assertSeeOther(callback(GOOD), BACK + "pending");
  }

  @Test
  void without_the_key_the_completion_goes_back_in_the_fragment() {
    var attempt = deployment.begin();

    var location = call(GOOD).answeredBy(deployment.function).header("location");

    var before = BACK + "confirm#completion=";
    assertThat(location).startsWith(before);
    assertThat(deployment.completions.unseal(attempt, location.substring(before.length())))
        .contains(new Completion(ALLOWED, deployment.now));
    assertUntouched(attempt);
  }

  @Test
  void the_query_of_a_return_url_is_kept() {
    deployment.begin(
        Deployment.request(
            deployment.request(ID).secretConfiguration(), SITE, RETURN_URL + "?tab=crm"));
    deployment.cloudElements.creates(Deployment.created());

    assertSeeOther(callback(GOOD), RETURN_URL + "?tab=crm&attempt=" + ID + "&outcome=connected");
  }

  @Test
  @Tag("R11")
  void nothing_in_the_callback_moves_the_outcome_elsewhere() {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());
    var more =
        "&tenantId=other&userId=x&element=evil&return_to=https://evil.test&returnUrl=https://evil.test"
            + "&instance=1&token=t";

    assertSeeOther(callback(GOOD + more), BACK + "connected");
    assertThat(deployment.store.instances().getFirst().tenant()).isEqualTo("acme");
  }

  @Test
  @Tag("R07")
  void a_reload_by_the_same_browser_gets_the_same_answer_and_sends_nothing() {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    for (int i = 0; i < 5; i++) {
      assertSeeOther(callback(GOOD), BACK + "connected");
    }

    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"a+b,a+b", "a%2Bb,a+b", "a%252Bb,a%2Bb", "4/0A=,4/0A="})
  @Tag("R21")
  void the_code_arrives_at_cloud_elements_decoded_exactly_once(String raw, String code) {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    callback("code=" + raw + "&state=" + STATE.value());

    assertThat(deployment.cloudElements.sent().getFirst().instance().providerData())
        .containsEntry("code", code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "cookie", "COOKIE"})
  @Tag("R06")
  void the_key_counts_in_a_header_whatever_its_case(String name) {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    var answer = call(GOOD).header(name, "a=b; " + COOKIE).answeredBy(deployment.function);

    assertSeeOther(answer, BACK + "connected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "cookie", "COOKIE"})
  @Tag("R06")
  void a_wrong_key_counts_nowhere(String name) {
    var attempt = deployment.begin();
    var wrong = "__Host-connect=" + "x".repeat(43);

    assertConfirm(call(GOOD).header(name, wrong).answeredBy(deployment.function));
    assertConfirm(call(GOOD).cookie(wrong).answeredBy(deployment.function));
    assertUntouched(attempt);
  }

  @ParameterizedTest
  @MethodSource("forgedCookies")
  @Tag("R04")
  void a_cookie_made_of_what_the_url_shows_proves_nothing(String cookie) {
    var attempt = deployment.begin();

    assertConfirm(call(GOOD).cookie(cookie).answeredBy(deployment.function));
    assertUntouched(attempt);
  }

  static Stream<String> forgedCookies() {
    return Stream.of(
        "__Host-connect=",
        "__Host-connect",
        "__Host-connect=1",
        "__Host-connect=" + STATE.value(),
        "__Host-connect=" + ID,
        "__Host-connect=" + BROWSER_KEY.hash(),
        "__Host-connect=\"" + BROWSER_KEY.value() + "\"",
        "__host-connect=" + BROWSER_KEY.value(),
        "Host-connect=" + BROWSER_KEY.value(),
        "__Host-connect-form=" + BROWSER_KEY.value(),
        "connect=" + BROWSER_KEY.value());
  }

  @Test
  @Tag("R06")
  void a_key_in_cookies_and_in_a_header_counts_once() {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    var answer =
        call(GOOD)
            .cookie(COOKIE)
            .header("Cookie", COOKIE)
            .header("sec-fetch-mode", "navigate,navigate")
            .header("Sec-Fetch-Mode", "navigate")
            .answeredBy(deployment.function);

    assertSeeOther(answer, BACK + "connected");
  }

  @Test
  @Tag("R06")
  void two_different_keys_in_cookies_and_in_a_header_prove_nothing() {
    var attempt = deployment.begin();

    assertConfirm(
        call(GOOD)
            .cookie(COOKIE)
            .header("Cookie", "__Host-connect=" + "x".repeat(43))
            .answeredBy(deployment.function));
    assertUntouched(attempt);
  }

  @Test
  @Tag("R05")
  void two_keys_prove_nothing() {
    var attempt = deployment.begin();

    assertConfirm(
        call(GOOD)
            .cookie(COOKIE)
            .cookie("__Host-connect=" + "x".repeat(43))
            .answeredBy(deployment.function));
    assertUntouched(attempt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=c",
        "code=c&state=",
        "code=c&state=x",
        GOOD + "&state=x",
        GOOD + "&error=e",
        GOOD + "&code=x",
        "code=%00&state=" + S,
        "state=" + S
      })
  @Tag("R20")
  void a_malformed_callback_is_a_400_page_without_any_look_at_the_store(String raw) {
    deployment.begin();

    assertPage(callback(raw), 400, "This response is not complete");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Purpose, prefetch",
    "Sec-Purpose, prefetch;prerender",
    "Purpose, prefetch",
    "Sec-Fetch-Mode, no-cors",
    "Sec-Fetch-Mode, cors",
    "Sec-Fetch-Mode, nested-navigate",
    "Sec-Fetch-Dest, iframe",
    "Sec-Fetch-Dest, image",
    "Sec-Fetch-Dest, empty",
    "Sec-Fetch-Mode, 'navigate, cors'",
    "Sec-Fetch-Dest, 'document,empty'",
    "Sec-Purpose, ', prefetch'"
  })
  @Tag("R29")
  void what_is_fetched_and_not_opened_spends_nothing(String name, String value) {
    var attempt = deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    var fetched = call(GOOD).cookie(COOKIE).header(name, value).answeredBy(deployment.function);

    assertPage(fetched, 403, "This link is not open yet");
    assertThat(deployment.store.calls()).isEmpty();
    assertUntouched(attempt);
    assertSeeOther(
        call(GOOD)
            .cookie(COOKIE)
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document")
            .answeredBy(deployment.function),
        BACK + "connected");
  }

  @Test
  @Tag("R05")
  void an_unknown_state_is_a_404_page() {
    var attempt = deployment.begin();
    var raw = "code=c&state=" + "t".repeat(43);

    assertPage(callback(raw), 404, "This link is unknown");
    assertPage(call(raw).answeredBy(deployment.function), 404, "This link is unknown");
    assertUntouched(attempt);
  }

  @Test
  void a_dead_end_leads_back_to_the_frontend() {
    assertThat(callback("").body()).contains("<a href=\"" + FRONTEND + "\">");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10_000, 14_999})
  @Tag("R25")
  void too_little_time_is_a_503_page_that_asks_again(int milliseconds) {
    var attempt = deployment.begin();

    var answer =
        call(GOOD).cookie(COOKIE).millisecondsLeft(milliseconds).answeredBy(deployment.function);

    assertTryAgain(answer);
    assertUntouched(attempt);
  }

  @Test
  void unset_secrets_are_a_503_page_that_promises_no_seconds() {
    deployment.begin();
    deployment.secrets.unset(ACCOUNT);

    var answer = callback(GOOD);

    assertPage(answer, 503, "Please try again later");
    assertThat(answer.header("retry-after")).isEqualTo("60");
    assertThat(answer.body())
        .contains("has to finish setting up", "in a few minutes", "<a href=\"\">Try again</a>")
        .doesNotContain("seconds", CODE);
  }

  @Test
  void once_the_secret_is_filled_the_page_leads_on() {
    deployment.begin();
    deployment.secrets.set(ACCOUNT, Map.of("organizationSecret", "org"));
    assertPage(callback(GOOD), 503, "Please try again later");
    deployment.secrets.set(ACCOUNT, Map.of("organizationSecret", "org", "userSecret", "user"));
    deployment.now = deployment.now.plusSeconds(5);
    deployment.cloudElements.creates(Deployment.created());

    assertSeeOther(callback(GOOD), BACK + "connected");
  }

  @Test
  void an_unreachable_cloud_elements_is_a_503_page_that_asks_again() {
    deployment.begin();
    deployment.cloudElements.creates(new Creation.NotSent(), Deployment.created());

    assertTryAgain(callback(GOOD));
    assertSeeOther(callback(GOOD), BACK + "connected");
  }

  @Test
  void a_third_time_unreachable_goes_back_as_failed() {
    deployment.begin();
    deployment.cloudElements.creates(
        new Creation.NotSent(), new Creation.NotSent(), new Creation.NotSent());

    assertTryAgain(callback(GOOD));
    assertTryAgain(callback(GOOD));
    assertSeeOther(callback(GOOD), BACK + "failed");
  }

  @ParameterizedTest
  @CsvSource({"FIND", "CLAIM"})
  void a_store_that_is_down_is_a_503_page_that_asks_again(Call call) {
    var attempt = deployment.begin();
    deployment.store.breakDown(call);

    assertTryAgain(callback(GOOD));
    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void a_denial_that_cannot_be_stored_is_a_503_page_that_asks_again() {
    deployment.begin();
    deployment.store.breakDown(Call.CONCLUDE);

    assertTryAgain(callback(DENIAL));
  }

  @Test
  void sealing_that_is_down_is_a_503_page_that_asks_again() {
    deployment.begin();
    deployment.dataKeys.breakDown();

    assertTryAgain(callback(GOOD));
    assertTryAgain(call(GOOD).answeredBy(deployment.function));
  }

  @Test
  void an_instance_that_cannot_be_stored_goes_back_as_settling() {
    deployment.begin();
    deployment.store.breakDown(Call.CONNECT);
    deployment.cloudElements.creates(Deployment.created());

    assertSeeOther(callback(GOOD), BACK + "settling");
  }

  @Test
  @Tag("R58")
  void an_internal_error_is_a_500_page_without_its_text() {
    var gone =
        new ConnectionRequest(
            "gone",
            "n",
            List.of(),
            Map.of(),
            null,
            List.of(),
            null,
            RETURN_URL,
            "https://c.example.com");
    deployment.begin(gone);

    var answer = callback(GOOD);

    assertPage(answer, 500, "Something went wrong");
    assertThat(answer.body()).doesNotContain("Exception", "gone", "io.elementconnect");
    assertThat(deployment.journal.line("request_failed"))
        .containsEntry("error", "java.lang.IllegalStateException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=%3Cscript%3Ealert(1)%3C/script%3E",
        "error=e&error_description=%22%3E%3Cimg%20onerror=x%3E",
        "error=e&error_description=%0d%0aSet-Cookie:%20a=b",
        "error=%0d%0aX:y",
        "code=%3Cscript%3Ealert(1)%3C/script%3E",
        "code=c&scope=%3Cscript%3E.infusionsoft.com",
        "code=c&scope=%0d%0aX:y"
      })
  @Tag("R24")
  void nothing_of_the_callback_is_echoed(String raw) {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    for (var state : List.of(S, "t".repeat(43), "bad")) {
      assertEchoFree(call(raw + "&state=" + state).cookie(COOKIE).answeredBy(deployment.function));
      assertEchoFree(call(raw + "&state=" + state).answeredBy(deployment.function));
    }
  }

  @Test
  void a_way_back_has_exactly_its_headers() {
    deployment.begin();

    var headers = new HashMap<>(callback(DENIAL).headers());

    assertThat(headers.remove("location")).isEqualTo(BACK + "denied");
    var expected = ExpectedHeaders.wayBack();
    expected.put("x-request-id", "gateway-request");
    assertThat(headers).isEqualTo(expected);
  }

  @Test
  void a_page_has_exactly_its_headers() {
    var headers = new HashMap<>(callback("").headers());

    assertThat(headers.remove("content-security-policy")).matches(ExpectedHeaders.PAGE_POLICY);
    var expected = ExpectedHeaders.page();
    expected.put("x-request-id", "gateway-request");
    assertThat(headers).isEqualTo(expected);
  }

  @Test
  void each_page_has_a_nonce_of_its_own() {
    assertThat(callback("").header("content-security-policy"))
        .isNotEqualTo(callback("").header("content-security-policy"));
  }

  @Test
  void no_callback_sets_a_cookie() {
    deployment.begin();

    assertThat(callback(DENIAL).cookies()).isEmpty();
    assertThat(call(GOOD).answeredBy(deployment.function).cookies()).isEmpty();
    assertThat(callback("").cookies()).isEmpty();
  }

  @Test
  @Tag("R36")
  void no_secret_is_journalled_however_a_callback_ends() {
    deployment.begin();
    var confirm = call(GOOD).answeredBy(deployment.function).header("location");
    deployment.cloudElements.creates(Deployment.created());
    callback(GOOD);
    callback(GOOD + "&state=x");
    callback("code=" + CODE + "&state=" + "t".repeat(43));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.journal.lines()).hasSize(7);
    assertThat(deployment.journal.text())
        .doesNotContain(
            CODE,
            STATE.value(),
            BROWSER_KEY.value(),
            TOKEN,
            Deployment.PRIVATE_KEY,
            confirm.substring(confirm.indexOf("completion=") + 11));
  }

  private Answer callback(String rawQuery) {
    return call(rawQuery).cookie(COOKIE).answeredBy(deployment.function);
  }

  private static HttpCall call(String rawQuery) {
    return HttpCall.to("GET /oauth/callback").query(rawQuery);
  }

  private void assertUntouched(Attempt attempt) {
    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  private static void assertSeeOther(Answer answer, String location) {
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).isEqualTo(location);
    assertThat(answer.body()).isEmpty();
  }

  private static void assertConfirm(Answer answer) {
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).startsWith(BACK + "confirm#completion=");
  }

  private static void assertTryAgain(Answer answer) {
    assertPage(answer, 503, "Please try again");
    assertThat(answer.header("retry-after")).isEqualTo("5");
    assertThat(answer.body()).contains("<a href=\"\">Try again</a>").doesNotContain(CODE);
  }

  private static void assertPage(Answer answer, int status, String title) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.body())
        .startsWith("<!doctype html>")
        .contains("<h1>" + title + "</h1>")
        .doesNotContain("<script", "src=", STATE.value());
  }

  private static void assertEchoFree(Answer answer) {
    assertThat(answer.body()).doesNotContain("script", "onerror", "alert", "Set-Cookie", "X:y");
    assertThat(answer.headers().keySet()).doesNotContain("Set-Cookie", "X");
    assertThat(answer.headers().values())
        .noneMatch(value -> value.matches("(?s).*[\\r\\n\\x00].*") || value.contains("script>"));
  }
}
