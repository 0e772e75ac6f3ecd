package io.elementconnect.redirecturl;

import static io.elementconnect.redirecturl.Deployment.ANN;
import static io.elementconnect.redirecturl.Deployment.APP;
import static io.elementconnect.redirecturl.Deployment.BROWSER_KEY;
import static io.elementconnect.redirecturl.Deployment.CALLBACK_URL;
import static io.elementconnect.redirecturl.Deployment.NOON;
import static io.elementconnect.redirecturl.Deployment.PRIVATE_KEY;
import static io.elementconnect.redirecturl.Deployment.RETURN_URL;
import static io.elementconnect.redirecturl.Deployment.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.ExpectedHeaders;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.testing.MemoryStore.Call;
import io.elementconnect.testing.ScriptedCloudElements;
import io.elementconnect.url.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrlFunctionTest {
  private static final String POST = "POST /elements/{keyOrId}/oauth/url";
  private static final String GET = "GET /elements/{keyOrId}/oauth/url";
  private static final String QUERY =
      "name=Acme&returnUrl=" + Query.encode(RETURN_URL) + "&siteAddress=" + SITE;

  private final Deployment deployment = new Deployment();
  private final RedirectUrlFunction function = deployment.function();

  @Test
  void a_start_answers_201_with_the_attempt_and_where_to_go() {
    var answer = post().answeredBy(function);

    var asked = deployment.cloudElements.asked().getFirst();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json())
        .isEqualTo(
            Map.of(
                "attemptId",
                deployment.store.attempts().getFirst().id().value(),
                "element",
                "infusionsofterp",
                "oauthUrl",
                ScriptedCloudElements.oauthUrl(asked),
                "expiresAt",
                "2026-11-23T12:15:00Z"));
  }

  @Test
  void a_start_sets_a_fresh_browser_key_whose_hash_the_attempt_holds() {
    var cookie = post().answeredBy(function).cookies().getFirst();

    assertThat(cookie)
        .matches(
            "__Host-connect=[A-Za-z0-9_-]{43}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=86400");
    var key = new BrowserKey(cookie.substring(15, 58));
    assertThat(deployment.store.attempts().getFirst().isBoundTo(key)).isTrue();
  }

  @Test
  void a_browser_key_that_the_browser_has_is_sent_again() {
    var answer = post().cookie("__Host-connect=" + BROWSER_KEY.value()).answeredBy(function);

    assertThat(answer.cookies()).singleElement().asString().contains(BROWSER_KEY.value());
    assertThat(deployment.store.attempts().getFirst().isBoundTo(BROWSER_KEY)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "short", "with spaces and everything else in it, 43 ch"})
  void a_cookie_that_is_no_browser_key_is_replaced(String value) {
    var answer = post().cookie("__Host-connect=" + value).answeredBy(function);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.cookies().getFirst()).matches("__Host-connect=[A-Za-z0-9_-]{43}; .*");
  }

  @Test
  void only_a_start_that_was_stored_sets_a_cookie() {
    deployment.cloudElements.redirects(_ -> new Redirect.NoAnswer());

    assertThat(post().answeredBy(function).cookies()).isEmpty();
  }

  @Test
  @Tag("R43")
  void the_callback_lies_at_the_public_base_url() {
    post().header("host", "evil.test").header("x-forwarded-host", "evil.test").answeredBy(function);

    assertThat(deployment.cloudElements.asked().getFirst().callbackUrl()).isEqualTo(CALLBACK_URL);
    assertThat(deployment.store.attempts().getFirst().request().callbackUrl())
        .isEqualTo(CALLBACK_URL);
  }

  @Test
  @Tag("R43")
  void without_a_public_base_url_the_callback_lies_where_the_gateway_was_reached() {
    post().header("host", "evil.test").answeredBy(deployment.function(Optional.empty()));

    assertThat(deployment.cloudElements.asked().getFirst().callbackUrl())
        .isEqualTo("https://api.example.com/oauth/callback");
  }

  @Test
  @Tag("R43")
  void a_public_base_url_may_have_a_path() {
    post().answeredBy(deployment.function(Optional.of("https://api.example.com/connect/v1")));

    var callbackUrl = "https://api.example.com/connect/v1/oauth/callback";
    assertThat(deployment.cloudElements.asked().getFirst().callbackUrl()).isEqualTo(callbackUrl);
    assertThat(deployment.store.attempts().getFirst().request().callbackUrl())
        .isEqualTo(callbackUrl);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @Tag("R43")
  void an_event_without_a_host_starts_nothing(@Nullable String domain) {
    var withoutHost = post().header("host", "evil.test").domain(domain);

    var answer = withoutHost.answeredBy(deployment.function(Optional.empty()));

    assertProblem(answer, 503, "address_unknown");
    assertThat(answer.field("detail")).contains("names no host", "PublicBaseUrl is not set");
    assertThat(answer.cookies()).isEmpty();
    assertThat(deployment.cloudElements.asked()).isEmpty();
    assertThat(deployment.store.calls()).isEmpty();
    assertThat(withoutHost.answeredBy(function).status()).isEqualTo(201);
  }

  @Test
  void a_plus_in_a_query_is_a_space() {
    var query = QUERY.replace("name=Acme", "name=Acme+%2B+Co%2e") + "&tags=two+words";

    assertThat(get(query).answeredBy(function).status()).isEqualTo(201);

    var request = deployment.store.attempts().getFirst().request();
    assertThat(request.name()).isEqualTo("Acme + Co.");
    assertThat(request.tags()).containsExactly("two words");
  }

  @Test
  @Tag("R11")
  void tenant_and_user_come_from_the_claims_alone() {
    post().header("x-tenant-id", "other").header("x-user-id", "bob").answeredBy(function);

    assertThat(deployment.store.attempts().getFirst().caller()).isEqualTo(ANN);
  }

  @ParameterizedTest
  @CsvSource({"'',ann", "acme,''", "[acme other],ann", "acme,[ann bob]", "map[a:b],ann"})
  @Tag("R42")
  void claims_that_do_not_name_one_caller_are_refused(String tenant, String user) {
    var answer =
        goodBody(HttpCall.to(POST).claim("tenant", tenant).claim("sub", user)).answeredBy(function);

    assertProblem(answer, 403, "invalid_claims");
  }

  @Test
  @Tag("R42")
  void a_call_without_claims_is_refused() {
    assertProblem(goodBody(HttpCall.to(POST)).answeredBy(function), 403, "invalid_claims");
    assertProblem(HttpCall.to(GET).query(QUERY).answeredBy(function), 403, "invalid_claims");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubspot", "Infusionsofterp", "0", "1747", "../infusionsofterp", ""})
  void an_unknown_element_is_not_found(String keyOrId) {
    assertProblem(post().path("keyOrId", keyOrId).answeredBy(function), 404, "unknown_element");
  }

  @ParameterizedTest
  @CsvSource({
    "stripe,Stripe is connected with an API key",
    "xero,Xero is connected with OAuth 1.0a",
    "marketo,Marketo is connected with OAuth 2.0 client credentials"
  })
  void an_element_without_oauth_2_is_refused_with_the_reason(String key, String reason) {
    var answer = post().path("keyOrId", key).answeredBy(function);

    assertProblem(answer, 400, "element_not_oauth2");
    assertThat(answer.field("detail")).startsWith(reason);
  }

  @Test
  void wrong_fields_are_all_named_in_one_refusal() {
    var answer = post().json(Map.of("name", "@n", "extra", 1)).answeredBy(function);

    assertProblem(answer, 400, "invalid_request");
    assertThat((List<?>) answer.json().get("errors"))
        .extracting(error -> ((Map<?, ?>) error).get("field"))
        .isEqualTo(List.of("returnUrl", "extra", "configuration.infusionsoft.server", "name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "application/jsonp",
        "application/problem+json"
      })
  @Tag("R31")
  void only_json_is_read(String contentType) {
    assertProblem(
        post().header("content-type", contentType).answeredBy(function),
        415,
        "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8"
      })
  void json_may_name_its_charset(String contentType) {
    assertThat(post().header("content-type", contentType).answeredBy(function).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":1e99999}x"
      })
  void a_body_that_is_not_one_json_object_is_refused(String body) {
    assertProblem(post().body(body).answeredBy(function), 400, "malformed_body");
  }

  @Test
  @Tag("R31")
  void deep_nesting_is_refused() {
    var deep = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

    assertProblem(post().body(deep).answeredBy(function), 400, "malformed_body");
  }

  @Test
  @Tag("R31")
  void a_body_over_16_kb_is_refused() {
    var padding = " ".repeat(16 * 1024 - Json.print(good()).length());

    assertThat(post().body(Json.print(good()) + padding).answeredBy(function).status())
        .isEqualTo(201);
    assertProblem(
        post().body(Json.print(good()) + padding + " ").answeredBy(function),
        413,
        "body_too_large");
  }

  @Test
  void a_base64_body_is_decoded_once() {
    assertThat(post().body(base64(Json.print(good()))).base64().answeredBy(function).status())
        .isEqualTo(201);
    assertProblem(post().body("{not base64}").base64().answeredBy(function), 400, "malformed_body");
    assertProblem(
        post().body(base64("x".repeat(16 * 1024 + 1))).base64().answeredBy(function),
        413,
        "body_too_large");
  }

  @Test
  @Tag("R17")
  void too_many_starts_report_when_to_come_again() {
    deployment.now = NOON.plusSeconds(300);
    for (int i = 0; i < 10; i++) {
      assertThat(post().answeredBy(function).status()).isEqualTo(201);
    }

    var answer = post().answeredBy(function);

    assertProblem(answer, 429, "too_many_starts");
    assertThat(answer.header("retry-after")).isEqualTo("600");
    assertThat(answer.field("detail"))
        .isEqualTo("A user may start at most 10 attempts in 15 minutes. Please wait 600 seconds.");
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  @Tag("R17")
  void the_one_who_comes_again_when_reported_is_served() {
    deployment.now = Instant.parse("2026-11-23T12:05:00.600Z");
    for (int i = 0; i < 10; i++) {
      post().answeredBy(function);
    }

    var seconds = Long.parseLong(post().answeredBy(function).header("retry-after"));
    deployment.now = deployment.now.plusSeconds(seconds);

    assertThat(post().answeredBy(function).status()).isEqualTo(201);
  }

  @Test
  void the_starts_of_one_user_do_not_count_for_another() {
    for (int i = 0; i < 10; i++) {
      post().answeredBy(function);
    }

    var bob = new Caller("acme", "bob");
    assertThat(post().by(bob).answeredBy(function).status()).isEqualTo(201);
  }

  @Test
  void a_refusal_of_cloud_elements_is_a_502() {
    var answer = answered(new Redirect.Refused(401));

    assertProblem(answer, 502, "cloud_elements_refused");
    assertThat(answer.field("detail")).endsWith("with status 401.");
  }

  @Test
  void cloud_elements_being_busy_is_a_503_that_reports_when_to_come_again() {
    var answer = answered(new Redirect.Throttled());

    assertProblem(answer, 503, "cloud_elements_busy");
    assertThat(answer.header("retry-after")).isEqualTo("60");
  }

  @Test
  void nonsense_of_cloud_elements_is_a_502() {
    assertProblem(answered(new Redirect.Unreadable()), 502, "cloud_elements_unreadable");
  }

  @Test
  void no_answer_of_cloud_elements_is_a_504() {
    assertProblem(answered(new Redirect.NoAnswer()), 504, "cloud_elements_unreachable");
  }

  @Test
  @Tag("R15")
  void a_url_that_is_not_safe_is_a_502_and_not_shown() {
    var answer = answered(new Redirect.To("https://evil.test/?x"));

    assertProblem(answer, 502, "unsafe_authorize_url");
    assertThat(answer.body()).doesNotContain("evil.test");
  }

  /** As the vendor's samples of several elements print it. */
  @Test
  @Tag("R15")
  @Tag("R36")
  void a_url_with_the_apps_secret_is_a_502_and_stores_nothing() {
    deployment.cloudElements.redirects(asked ->
        new Redirect.To(ScriptedCloudElements.oauthUrl(asked) + "&client_secret=app-secret"));

    var answer = post().answeredBy(function);

    assertProblem(answer, 502, "unsafe_authorize_url");
    assertThat(answer.body() + deployment.journal.text()).doesNotContain("app-secret");
    assertThat(deployment.store.attempts()).isEmpty();
  }

  @Test
  void a_store_that_is_down_is_a_503_to_try_again() {
    deployment.store.breakDown(Call.START);

    var answer = post().answeredBy(function);

    assertProblem(answer, 503, "try_again");
    assertThat(answer.header("retry-after")).isEqualTo("5");
    assertThat(answer.cookies()).isEmpty();
    assertThat(deployment.journal.line("dependency_unavailable"))
        .containsEntry("dependency", "store");
  }

  @Test
  void a_secret_that_is_not_set_is_a_503_with_its_name() {
    deployment.secrets.unset(APP);

    var answer = post().answeredBy(function);

    assertProblem(answer, 503, "secret_not_set");
    assertThat(answer.field("detail")).contains(APP);
  }

  @Test
  void a_secret_that_cannot_be_read_is_a_503_with_its_name_and_the_reason() {
    deployment.secrets.set(APP, Map.of("apiKey", "app-key", "apiSecert", "canary"));

    var answer = post().answeredBy(function);

    assertProblem(answer, 503, "secret_unreadable");
    assertThat(answer.field("detail"))
        .isEqualTo(
            "The secret %s has no apiSecret, but keys that are not known: apiSecert."
                .formatted(APP));
    assertThat(answer.body()).doesNotContain("canary");
  }

  @ParameterizedTest
  @EnumSource
  void nobody_is_sent_away_while_the_exchange_cannot_succeed(Kind kind) {
    deployment.accountChecks.store(new AccountCheck(kind, NOON));
    deployment.now = NOON.plusSeconds(60);

    var answer = post().answeredBy(function);

    assertProblem(answer, 503, kind.code());
    assertThat(answer.field("detail")).startsWith("The secret of the account at Cloud Elements ");
    assertThat(answer.header("retry-after")).isEqualTo("60");
    assertThat(answer.cookies()).isEmpty();
    assertThat(deployment.cloudElements.asked()).isEmpty();
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void a_warm_start_reads_nothing_of_the_account() {
    post().answeredBy(function);
    post().answeredBy(function);

    assertThat(deployment.accountChecks.reads()).isEqualTo(1);
  }

  @Test
  void a_post_without_a_required_secret_is_reported_which() {
    var answer =
        post()
            .json(good("configuration", Map.of("infusionsoft.server", SITE)))
            .answeredBy(new Deployment(Deployment.requiringTheKey()).function());

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.json().get("errors"))
        .isEqualTo(
            List.of(
                Map.of(
                    "field", "configuration.infusionsoft.private.key",
                    "label", "Infusionsoft encrypted key",
                    "reason", "is required")));
    assertThat(answer.field("detail"))
        .isEqualTo(
            "Infusionsoft encrypted key (configuration.infusionsoft.private.key) is required.");
  }

  @Test
  void a_get_without_a_default_for_a_required_secret_is_asked_to_post() {
    var answer = get(QUERY).answeredBy(new Deployment(Deployment.requiringTheKey()).function());

    assertProblem(answer, 400, "use_post");
    assertThat(answer.field("detail"))
        .startsWith("Infusionsoft encrypted key (infusionsoft.private.key) is secret");
  }

  @Test
  void a_get_starts_for_the_seeds_element_without_any_default() {
    var answer = get(QUERY).answeredBy(function);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(deployment.store.attempts().getFirst().request().secretConfiguration()).isNull();
  }

  @Test
  void an_empty_optional_value_is_left_out_for_a_stored_default() {
    deployment.secrets.set(
        APP,
        Map.of(
            "apiKey", "app-key", "apiSecret", "app-secret", "infusionsoft.private.key", "default"));
    var configuration =
        Map.of(
            "infusionsoft.server", SITE,
            "infusionsoft.private.key", "",
            "event.vendor.type", " ");

    var posted = post().json(good("configuration", configuration)).answeredBy(function);
    var gotten =
        get(QUERY + "&infusionsoft.private.key=&event.vendor.type=&scope=&tags=")
            .answeredBy(function);

    assertThat(posted.status()).isEqualTo(201);
    assertThat(gotten.status()).isEqualTo(201);
    assertThat(deployment.store.attempts())
        .hasSize(2)
        .allSatisfy(attempt -> {
          assertThat(attempt.request().configuration())
              .isEqualTo(Map.of("infusionsoft.server", SITE));
          assertThat(attempt.request().secretConfiguration()).isNull();
          assertThat(attempt.request().tags()).isEmpty();
          assertThat(attempt.request().defaults()).containsExactly("infusionsoft.private.key");
        });
  }

  @Test
  void a_get_starts_where_the_required_secrets_have_defaults() {
    deployment.secrets.set(
        APP,
        Map.of(
            "apiKey",
            "app-key",
            "apiSecret",
            "app-secret",
            "infusionsoft.private.key",
            PRIVATE_KEY));

    var answer = get(QUERY).answeredBy(function);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.cookies()).hasSize(1);
    assertThat(deployment.store.attempts().getFirst().request().site()).isEqualTo(SITE);
  }

  @Test
  void a_get_with_a_secret_in_its_query_is_refused_without_repeating_it() {
    var answer = get(QUERY + "&apiSecret=hush-hush").answeredBy(function);

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.field("detail")).contains("apiSecret is secret");
    assertThat(answer.body()).doesNotContain("hush-hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=%zz", "name=%C3%28", "name=%C0%AF", "name=%4", "n\u00e4me=x"})
  void a_query_that_is_not_properly_encoded_is_refused(String raw) {
    assertProblem(get(raw).answeredBy(function), 400, "malformed_query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /instances", "DELETE /elements/{keyOrId}/oauth/url", "$default"})
  void other_routes_are_not_found(String route) {
    assertProblem(HttpCall.to(route).by(ANN).answeredBy(function), 404, "not_found");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void every_answer_has_its_headers_and_its_request_id() {
    var expected = ExpectedHeaders.json();
    expected.put("x-request-id", "gateway-request");

    assertThat(post().answeredBy(function).headers()).isEqualTo(expected);
  }

  @Test
  @Tag("R36")
  void no_secret_is_journalled_however_a_start_ends() {
    post().cookie("__Host-connect=" + BROWSER_KEY.value()).answeredBy(function);
    answered(new Redirect.Refused(400));
    deployment.store.breakDown(Call.START);
    post().answeredBy(function);
    get(QUERY + "&apiSecret=hush-hush").answeredBy(function);

    assertThat(deployment.journal.lines()).isNotEmpty();
    assertThat(deployment.journal.text())
        .doesNotContain(PRIVATE_KEY, "app-secret", "hush-hush", BROWSER_KEY.value());
    assertThat(deployment.cloudElements.asked())
        .noneMatch(asked -> deployment.journal.text().contains(asked.state()));
  }

  @Test
  void every_setting_that_is_missing_is_named_at_once() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new RedirectUrlFunction(Map.of()))
        .withMessageContainingAll(
            "DEPLOYMENT",
            "ATTEMPTS_TABLE",
            "SEALING_KEY",
            "CLOUD_ELEMENTS_URL",
            "ELEMENT_SECRETS_PREFIX",
            "TENANT_CLAIM",
            "USER_CLAIM",
            "RETURN_URLS",
            "AWS_REGION");
  }

  @Test
  void the_function_is_put_together_from_its_environment() {
    var environment =
        Map.of(
            "DEPLOYMENT", "test",
            "ATTEMPTS_TABLE", "attempts",
            "SEALING_KEY", "key",
            "CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2",
            "ELEMENT_SECRETS_PREFIX", "test/elements/",
            "TENANT_CLAIM", "tenant",
            "USER_CLAIM", "sub",
            "RETURN_URLS", RETURN_URL,
            "AWS_REGION", "eu-central-1");

    var wiring = Wiring.of(environment);

    assertThat(wiring.starts()).isNotNull();
  }

  private Answer answered(Redirect redirect) {
    deployment.cloudElements.redirects(_ -> redirect);
    return post().answeredBy(function);
  }

  private static HttpCall post() {
    return goodBody(HttpCall.to(POST).by(ANN));
  }

  private static HttpCall goodBody(HttpCall call) {
    return call.path("keyOrId", "infusionsofterp").json(good());
  }

  private static HttpCall get(String query) {
    return HttpCall.to(GET).by(ANN).path("keyOrId", "infusionsofterp").query(query);
  }

  private static Map<String, Object> good(String field, Object value) {
    var good = good();
    good.put(field, value);
    return good;
  }

  private static Map<String, Object> good() {
    return Json.object(
        "name",
        "Acme",
        "returnUrl",
        RETURN_URL,
        "configuration",
        Map.of("infusionsoft.server", SITE, "infusionsoft.private.key", PRIVATE_KEY));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json; charset=utf-8");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json()).containsEntry("status", status).containsKeys("title", "detail");
    assertThat(answer.field("requestId")).isEqualTo("gateway-request");
  }
}
