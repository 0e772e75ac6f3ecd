package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ACCOUNT;
import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static io.elementconnect.oauthcallback.Deployment.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.oauthcallback.ProviderAnswer.Denied;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.testing.MemoryStore.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteEndpointTest {
  private static final String ROUTE = "POST /attempts/{attemptId}/complete";

  private final Deployment deployment = new Deployment();

  @Test
  void a_connected_attempt_answers_200_with_the_metadata() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(Deployment.created());

    var answer = complete(completion);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().keySet())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "element",
            "tags",
            "site",
            "status",
            "createdAt",
            "createdBy",
            "attemptId",
            "nextSteps");
    assertThat(answer.json())
        .containsEntry("id", 4711)
        .containsEntry("name", "Acme's Infusionsoft")
        .containsEntry("tags", List.of("trial"))
        .containsEntry("site", SITE)
        .containsEntry("status", "active")
        .containsEntry("createdBy", "ann")
        .containsEntry("attemptId", ID.value());
    assertThat(answer.body()).doesNotContain(TOKEN, CODE, Deployment.PRIVATE_KEY);
  }

  @Test
  void a_repeat_answers_the_same_and_sends_nothing() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(Deployment.created());
    var first = complete(completion);

    var second = complete(completion);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @Test
  void an_instance_that_is_gone_leaves_its_attempt_unknown() {
    var attempt = deployment.begin();
    deployment.store.put(attempt.connected(INSTANCE_ID));

    assertProblem(complete(seal(attempt)), 404, "unknown_attempt");
  }

  @Test
  void an_unknown_outcome_answers_202_with_the_attempt() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(new Creation.OutcomeUnknown("status 504"));

    assertSettling(complete(completion), "settling");
    assertSettling(complete(completion), "settling");
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @Test
  void an_exchange_that_goes_on_answers_202() {
    var attempt = deployment.begin();
    deployment.store.put(attempt.claimed("other", CODE, deployment.now));

    assertSettling(complete(seal(attempt)), "settling");
  }

  @Test
  void an_attempt_that_needs_an_operator_answers_202() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(new Creation.OtherElement(INSTANCE_ID));

    assertSettling(complete(completion), "needs_operator");
  }

  @Test
  void an_instance_that_cannot_be_stored_answers_202() {
    var completion = seal(deployment.begin());
    deployment.store.breakDown(Call.CONNECT);
    deployment.cloudElements.creates(Deployment.created());

    assertSettling(complete(completion), "settling");
  }

  @Test
  void a_denial_answers_409_repeats_too() {
    var attempt = deployment.begin();
    var completion = seal(attempt, new Denied(), deployment.now);

    assertAttemptProblem(complete(completion), 409, "access_denied");
    assertAttemptProblem(complete(completion), 409, "access_denied");
    assertAttemptProblem(complete(seal(attempt)), 409, "access_denied");
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void the_wrong_account_answers_409_and_names_both_repeats_too() {
    var allowed = new Allowed(CODE, Map.of("scope", "dt364.infusionsoft.com"));
    var completion = seal(deployment.begin(), allowed, deployment.now);

    var answer = complete(completion);

    assertAttemptProblem(answer, 409, "wrong_account");
    assertThat(answer.field("detail")).contains(SITE, "dt364.infusionsoft.com");
    assertThat(complete(completion).body()).isEqualTo(answer.body());
  }

  @Test
  void a_refusal_of_cloud_elements_answers_409_repeats_too() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(new Creation.Refused(400));

    assertAttemptProblem(complete(completion), 409, "cloud_elements_refused");
    assertAttemptProblem(complete(completion), 409, "cloud_elements_refused");
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @Test
  void another_code_after_a_release_answers_409() {
    var attempt = deployment.begin();
    deployment.store.put(attempt.claimed("owner", "another-code", NOON).released(NOON));

    assertAttemptProblem(complete(seal(attempt)), 409, "other_code");
  }

  @Test
  void a_tampered_completion_answers_400() {
    var completion = seal(deployment.begin());

    assertAttemptProblem(complete(completion + "A"), 400, "bad_completion");
    assertAttemptProblem(complete("x".repeat(7500)), 400, "bad_completion");
  }

  @Test
  void a_completion_over_five_minutes_old_answers_410() {
    var completion = seal(deployment.begin());
    deployment.now = deployment.now.plusSeconds(301);

    assertAttemptProblem(complete(completion), 410, "completion_expired");
  }

  @Test
  void a_callback_past_the_expiry_answers_410() {
    var completion = seal(deployment.begin(), ALLOWED, EXPIRY);
    deployment.now = EXPIRY.plusSeconds(1);

    assertAttemptProblem(complete(completion), 410, "attempt_expired");
  }

  @ParameterizedTest
  @CsvSource({"acme,bob", "other,ann"})
  void another_user_or_tenant_gets_403(String tenant, String user) {
    var attempt = deployment.begin();
    var answer = call(seal(attempt)).by(new Caller(tenant, user)).answeredBy(deployment.function);

    assertAttemptProblem(answer, 403, "not_your_attempt");
    assertThat(answer.field("detail")).endsWith("Sign in as that user, or start again.");
    assertThat(deployment.stored()).isEqualTo(attempt);
  }

  @ParameterizedTest
  @CsvSource({"'',ann", "[acme other],ann", "acme,[ann bob]", "acme,''"})
  void claims_that_do_not_name_one_caller_get_403(String tenant, String user) {
    var answer =
        call(seal(deployment.begin()))
            .claim("tenant", tenant)
            .claim("sub", user)
            .answeredBy(deployment.function);

    assertProblem(answer, 403, "invalid_claims");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "starts#acme#ann#1795435200",
        "ttttttttttttttttttttttttttttttttttttttttttt"
      })
  void an_unknown_attempt_gets_404(String id) {
    var completion = seal(deployment.begin());

    var answer = call(completion).path("attemptId", id).answeredBy(deployment.function);

    assertProblem(answer, 404, "unknown_attempt");
  }

  @Test
  void the_state_is_no_attempt_id() {
    var completion = seal(deployment.begin());

    assertProblem(
        call(completion)
            .path("attemptId", Deployment.STATE.value())
            .answeredBy(deployment.function),
        404,
        "unknown_attempt");
  }

  @Test
  void too_little_time_answers_503_and_the_completion_works_again() {
    var completion = seal(deployment.begin());
    var answer = call(completion).millisecondsLeft(14_999).answeredBy(deployment.function);
    assertTryAgain(answer);
    deployment.cloudElements.creates(Deployment.created());

    assertThat(complete(completion).status()).isEqualTo(200);
  }

  @Test
  void unset_secrets_answer_503() {
    var completion = seal(deployment.begin());
    deployment.secrets.unset(ACCOUNT);

    var answer = complete(completion);

    assertAttemptProblem(answer, 503, "try_again");
    assertThat(answer.header("retry-after")).isEqualTo("60");
    assertThat(answer.field("detail"))
        .contains("has to be filled or corrected first")
        .endsWith("in a few minutes (secret_not_set).");
  }

  @Test
  void an_unreachable_cloud_elements_answers_503_and_the_completion_works_again() {
    var completion = seal(deployment.begin());
    deployment.cloudElements.creates(new Creation.NotSent(), Deployment.created());

    assertTryAgain(complete(completion));
    assertThat(complete(completion).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"FIND", "CLAIM"})
  void a_store_that_is_down_answers_503(Call call) {
    var completion = seal(deployment.begin());
    deployment.store.breakDown(call);

    var answer = complete(completion);

    assertProblem(answer, 503, "try_again");
    assertThat(answer.header("retry-after")).isEqualTo("5");
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void sealing_that_is_down_answers_503() {
    var completion = seal(deployment.begin());
    deployment.dataKeys.breakDown();

    assertProblem(complete(completion), 503, "try_again");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}',completion",
    "'{\"completion\":\"\"}',completion",
    "'{\"completion\":1}',completion",
    "'{\"completion\":null}',completion",
    "'{\"completion\":\"x\",\"code\":\"c\"}',code"
  })
  void a_body_that_holds_anything_but_a_completion_is_refused_by_name(String body, String field) {
    deployment.begin();

    var answer = call("x").body(body).answeredBy(deployment.function);

    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.field("detail")).startsWith(field);
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void a_completion_over_7500_characters_is_refused_unread() {
    deployment.begin();

    assertProblem(complete("x".repeat(7501)), 400, "invalid_request");
    assertThat(deployment.store.calls()).isEmpty();
  }

  @Test
  void only_json_is_read() {
    var call = call("x").header("content-type", "text/plain");

    assertProblem(call.answeredBy(deployment.function), 415, "unsupported_media_type");
  }

  @Test
  void a_completion_counts_in_no_other_place() {
    var completion = seal(deployment.begin());
    var call =
        HttpCall.to(ROUTE).by(ANN).path("attemptId", ID.value()).query("completion=" + completion);

    assertProblem(call.json(Map.of()).answeredBy(deployment.function), 400, "invalid_request");
  }

  @Test
  @Tag("R36")
  void no_secret_is_journalled_however_it_ends() {
    var completion = seal(deployment.begin());
    complete(completion + "A");
    deployment.cloudElements.creates(Deployment.created());
    complete(completion);

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.journal.text())
        .doesNotContain(CODE, TOKEN, completion, Deployment.PRIVATE_KEY, "app-secret");
  }

  private String seal(Attempt attempt) {
    return seal(attempt, ALLOWED, deployment.now);
  }

  private String seal(Attempt attempt, ProviderAnswer answer, Instant callbackTime) {
    return deployment.completions.seal(attempt, answer, callbackTime).orElseThrow();
  }

  private Answer complete(String completion) {
    return call(completion).answeredBy(deployment.function);
  }

  private static HttpCall call(String completion) {
    return HttpCall.to(ROUTE)
        .by(ANN)
        .path("attemptId", ID.value())
        .json(Map.of("completion", completion));
  }

  private static void assertSettling(Answer answer, String status) {
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("retry-after")).isEqualTo("2");
    assertThat(answer.json())
        .containsEntry("attemptId", ID.value())
        .containsEntry("element", "infusionsofterp")
        .containsEntry("status", status);
  }

  private static void assertTryAgain(Answer answer) {
    assertAttemptProblem(answer, 503, "try_again");
    assertThat(answer.header("retry-after")).isEqualTo("5");
  }

  private static void assertAttemptProblem(Answer answer, int status, String code) {
    assertProblem(answer, status, code);
    assertThat(answer.json()).containsEntry("attemptId", ID.value());
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json; charset=utf-8");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json()).containsEntry("status", status);
    assertThat(answer.field("requestId")).isEqualTo("gateway-request");
  }
}
