package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.ACCOUNT;
import static io.elementconnect.oauthcallback.Deployment.ALLOWED;
import static io.elementconnect.oauthcallback.Deployment.ANN;
import static io.elementconnect.oauthcallback.Deployment.APP;
import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.EXPIRY;
import static io.elementconnect.oauthcallback.Deployment.ID;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.NOON;
import static io.elementconnect.oauthcallback.Deployment.RETURN_URL;
import static io.elementconnect.oauthcallback.Deployment.SITE;
import static io.elementconnect.oauthcallback.Deployment.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.attempts.State;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.oauthcallback.Outcome.Current;
import io.elementconnect.oauthcallback.Outcome.Expired;
import io.elementconnect.oauthcallback.Outcome.NotSetUp;
import io.elementconnect.oauthcallback.Outcome.TryAgain;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.secrets.AccountCheck;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.secrets.SecretStore.Stored;
import io.elementconnect.testing.MemoryStore.Call;
import io.elementconnect.testing.ScriptedCloudElements.Looked;
import io.elementconnect.testing.ScriptedCloudElements.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeCodeTest {
  private static final Proof PROOF = new SameBrowser(BROWSER_KEY);

  private final Deployment deployment = new Deployment();

  @Test
  void a_created_instance_is_stored_for_the_attempts_tenant_and_user() {
    deployment.now = deployment.now.plusMillis(700);

    var outcome = exchangeAnswered(Deployment.created());

    var instance = deployment.store.instances().getFirst();
    assertThat(instance)
        .isEqualTo(
            new Instance(
                "acme",
                INSTANCE_ID,
                ID,
                "infusionsofterp",
                "Acme's Infusionsoft",
                List.of("trial"),
                SITE,
                NOON.plusSeconds(60),
                "ann",
                instance.token()));
    assertThat(outcome).isEqualTo(new Current(deployment.stored(), instance));
    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.journal.events()).containsExactly("exchange_begun", "attempt_connected");
  }

  @Test
  @Tag("R34")
  void the_token_opens_for_this_instance_of_this_attempt_and_tenant_alone() {
    exchangeAnswered(Deployment.created());

    var token = deployment.store.instances().getFirst().token();
    var attempt = new EncryptionContext(Purpose.TOKEN, "acme", ID);
    assertThat(open(token, attempt.to("4711"))).contains(TOKEN);
    assertThat(open(token, attempt.to("4712"))).isEmpty();
    assertThat(open(token, attempt)).isEmpty();
    assertThat(open(token, new EncryptionContext(Purpose.TOKEN, "other", ID, "4711"))).isEmpty();
    assertThat(open(token, new EncryptionContext(Purpose.CONFIGURATION, "acme", ID, "4711")))
        .isEmpty();
  }

  @Test
  void a_token_that_cannot_be_sealed_leaves_the_instances_id() {
    deployment.begin();
    deployment.dataKeys.giveShortKeys();

    var outcome = exchangeStored(Deployment.created());

    assertEnded(
        outcome,
        new Unknown(
            deployment.now,
            Lookups.STANDARD,
            deployment.now.plusSeconds(30),
            0,
            new Hint(INSTANCE_ID, null)));
    assertThat(deployment.store.instances()).isEmpty();
    assertThat(deployment.journal.events())
        .containsExactly("exchange_begun", "request_failed", "exchange_unsettled");
    assertThat(deployment.journal.line("exchange_unsettled")).containsEntry("reason", "not sealed");
  }

  @Test
  @Tag("R45")
  void the_code_is_sent_once_and_its_answer_waited_for_for_20_seconds() {
    exchangeAnswered(Deployment.created());

    assertThat(deployment.cloudElements.sent())
        .extracting(Sent::deadline)
        .containsExactly(deployment.now.plusSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 422})
  void a_refusal_fails_the_attempt(int status) {
    var outcome = exchangeAnswered(new Creation.Refused(status));

    assertEnded(outcome, new Failed(deployment.now, Failure.refused(status)));
    assertThat(deployment.journal.line("attempt_ended"))
        .containsEntry("status", "failed")
        .containsEntry("reason", "cloud_elements_refused");
  }

  @Test
  void an_unclear_answer_leaves_the_outcome_unknown() {
    var outcome = exchangeAnswered(new Creation.OutcomeUnknown("status 504"));

    assertEnded(
        outcome,
        new Unknown(deployment.now, Lookups.STANDARD, deployment.now.plusSeconds(30), 0, null));
    assertThat(deployment.journal.line("exchange_unsettled")).containsEntry("status", "unknown");
  }

  @Test
  void a_busy_platform_leaves_the_outcome_unknown_for_minutes() {
    var outcome = exchangeAnswered(new Creation.Busy(503));

    assertEnded(
        outcome,
        new Unknown(deployment.now, Lookups.BUSY, deployment.now.plusSeconds(11), 0, null));
    assertThat(deployment.journal.line("exchange_unsettled"))
        .containsEntry("status", "unknown")
        .containsEntry("reason", "busy, status 503");
  }

  @Test
  void an_incomplete_answer_is_looked_up_at_once() {
    deployment.begin();
    deployment.cloudElements.lists(listed(TOKEN));

    exchangeStored(new Creation.Incomplete("no element and no token", Optional.empty()));

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.store.instances()).hasSize(1);
    assertThat(deployment.cloudElements.looked())
        .extracting(Looked::by)
        .containsExactly("ec:test:" + ID);
    assertThat(deployment.journal.events()).containsExactly("exchange_begun", "attempt_connected");
  }

  @Test
  void the_lookup_leaves_the_time_to_store_the_outcome() {
    var attempt = deployment.begin();
    deployment.cloudElements.creates(new Creation.Incomplete("no token", Optional.empty()));
    deployment.cloudElements.meanwhile(() -> deployment.now = deployment.now.plusSeconds(18));

    exchange(attempt, Duration.ofSeconds(28));

    assertThat(deployment.cloudElements.looked())
        .extracting(Looked::deadline)
        .containsExactly(deployment.now.plusSeconds(5));
  }

  @Test
  void without_the_time_for_it_there_is_no_lookup() {
    var attempt = deployment.begin();
    deployment.cloudElements.creates(new Creation.Incomplete("no token", Optional.empty()));
    deployment.cloudElements.meanwhile(() -> deployment.now = deployment.now.plusMillis(21_001));

    exchange(attempt, Duration.ofSeconds(28));

    assertThat(deployment.cloudElements.looked()).isEmpty();
    assertThat(deployment.stored().progress()).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @MethodSource("inconclusive")
  void what_the_lookup_does_not_settle_is_left_to_the_reconciler(List<Listing> listings) {
    deployment.begin();
    deployment.cloudElements.lists(listings.toArray(Listing[]::new));

    var outcome = exchangeStored(new Creation.Incomplete("no token", Optional.of(INSTANCE_ID)));

    assertEnded(
        outcome,
        new Unknown(
            deployment.now,
            Lookups.STANDARD,
            deployment.now.plusSeconds(30),
            0,
            new Hint(INSTANCE_ID, null)));
    assertThat(deployment.store.instances()).isEmpty();
    assertThat(deployment.journal.line("exchange_unsettled")).containsEntry("reason", "no token");
  }

  static Stream<List<Listing>> inconclusive() {
    return Stream.of(
        List.of(),
        List.of(new Listing.Inconclusive("unreadable")),
        List.of(new Listing.Unauthorized()),
        List.of(new Listing.Throttled(Optional.empty())),
        List.of(listed(null)),
        List.of(
            new Listing.Found(
                List.of(remote(INSTANCE_ID, TOKEN), remote(new InstanceId(4712), TOKEN)))));
  }

  private static Listing listed(@Nullable String token) {
    return new Listing.Found(List.of(remote(INSTANCE_ID, token)));
  }

  private static RemoteInstance remote(InstanceId id, @Nullable String token) {
    var tags = List.of("trial", "ec:test", "ec:test:" + ID);
    return new RemoteInstance(id, "infusionsofterp", null, tags, Map.of(), token, true);
  }

  @Test
  void the_id_in_an_unclear_answer_is_kept_as_a_hint() {
    var outcome = exchangeAnswered(new Creation.Incomplete("no token", Optional.of(INSTANCE_ID)));

    assertEnded(
        outcome,
        new Unknown(
            deployment.now,
            Lookups.STANDARD,
            deployment.now.plusSeconds(30),
            0,
            new Hint(INSTANCE_ID, null)));
  }

  @Test
  @Tag("R12")
  void an_instance_of_another_element_needs_an_operator() {
    var outcome = exchangeAnswered(new Creation.OtherElement(INSTANCE_ID));

    assertEnded(
        outcome,
        new NeedsOperator(
            deployment.now, Failure.OTHER_ELEMENT, null, new Hint(INSTANCE_ID, null)));
    assertThat(deployment.journal.line("operator_needed"))
        .containsEntry("reason", "other_element")
        .containsEntry("instances", List.of(4711));
  }

  @Test
  void a_refusal_of_the_secrets_fails_the_attempt() {
    var outcome = exchangeAnswered(new Creation.Unauthorized());

    assertEnded(outcome, new Failed(deployment.now, Failure.refused(401)));
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @Test
  @Tag("R53")
  void an_attempt_is_released_for_the_same_code_when_nothing_was_sent() {
    var outcome = exchangeAnswered(new Creation.NotSent());

    var released = deployment.stored();
    assertThat(outcome).isEqualTo(new TryAgain(released, "cloud_elements_unreachable"));
    assertThat(released.progress()).isEqualTo(new Pending());
    assertThat(released.owner()).isNull();
    assertThat(released.releases()).isEqualTo(1);
    assertThat(released.accepts(CODE)).isTrue();
    assertThat(released.accepts("another-code")).isFalse();
  }

  @Test
  void a_released_attempt_connects_when_cloud_elements_is_back() {
    exchangeAnswered(new Creation.NotSent());

    exchangeStored(Deployment.created());

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.stored().releases()).isEqualTo(1);
  }

  @Test
  void the_third_time_that_nothing_was_sent_the_attempt_fails() {
    exchangeAnswered(new Creation.NotSent());
    assertThat(exchangeStored(new Creation.NotSent())).isInstanceOf(TryAgain.class);

    var outcome = exchangeStored(new Creation.NotSent());

    assertEnded(outcome, new Failed(deployment.now, Failure.UNREACHABLE));
  }

  @Test
  void each_claim_has_an_owner_of_its_own() {
    exchangeAnswered(new Creation.OutcomeUnknown("x"));
    var first = Objects.requireNonNull(deployment.stored().owner());
    deployment.begin();

    exchangeStored(new Creation.OutcomeUnknown("x"));

    assertThat(deployment.stored().owner()).isNotNull().isNotEqualTo(first);
  }

  @Test
  @Tag("R49")
  void nothing_is_claimed_with_less_than_15_seconds_left() {
    var attempt = deployment.begin();

    var outcome = exchange(attempt, Duration.ofMillis(14_999));

    assertThat(outcome).isEqualTo(new TryAgain(attempt, "out_of_time"));
    assertNothingWasSpent(attempt);
    assertPostponed("out_of_time");
  }

  @Test
  @Tag("R49")
  void an_attempt_is_claimed_with_15_seconds_left() {
    var attempt = deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    exchange(attempt, Duration.ofSeconds(15));

    assertThat(deployment.cloudElements.sent())
        .extracting(Sent::deadline)
        .containsExactly(deployment.now.plusSeconds(10));
  }

  @Test
  @Tag("R49")
  void after_a_claim_of_4_seconds_6_are_left_for_cloud_elements_and_5_for_the_store() {
    var attempt = deployment.begin();
    var begun = deployment.now;
    deployment.cloudElements.creates(Deployment.created());
    deployment.store.meanwhile(() -> deployment.now = deployment.now.plusSeconds(4));

    exchange(attempt, Duration.ofSeconds(15));

    assertThat(deployment.cloudElements.sent())
        .extracting(Sent::deadline)
        .containsExactly(begun.plusSeconds(10));
    assertThat(deployment.now).isEqualTo(begun.plusSeconds(4));
  }

  @Test
  void the_answer_is_waited_for_only_as_long_as_there_is_time_to_store_it() {
    var attempt = deployment.begin();
    deployment.cloudElements.creates(Deployment.created());
    deployment.store.meanwhile(() -> deployment.now = deployment.now.plusSeconds(10));

    exchange(attempt, Duration.ofSeconds(28));

    assertThat(deployment.cloudElements.sent())
        .extracting(Sent::deadline)
        .containsExactly(deployment.now.plusSeconds(13));
  }

  @Test
  void unset_secrets_of_the_account_spend_nothing() {
    deployment.secrets.unset(ACCOUNT);

    assertNotSetUp(Kind.NOT_SET, "secret_unusable");

    assertThat(deployment.accountChecks.last())
        .contains(new AccountCheck(Kind.NOT_SET, deployment.now));
    assertThat(deployment.journal.line("secret_unusable"))
        .containsEntry("secret", ACCOUNT)
        .containsEntry("code", "secret_not_set")
        .containsEntry("reason", "has no value yet");
  }

  @Test
  void unset_secrets_of_the_account_are_reported_as_such_also_when_nobody_can_be_told() {
    deployment.secrets.unset(ACCOUNT);
    deployment.accountChecks.breakDown();

    assertNotSetUp(Kind.NOT_SET, "secret_unusable", "dependency_unavailable");
  }

  @Test
  void an_app_that_cannot_be_used_says_nothing_of_the_account() {
    deployment.secrets.unset(APP);

    assertNotSetUp(Kind.NOT_SET);

    assertThat(deployment.accountChecks.last()).isEmpty();
  }

  @Test
  void an_unset_app_spends_nothing() {
    deployment.secrets.unset(APP);

    assertNotSetUp(Kind.NOT_SET);
  }

  @Test
  void a_secret_that_was_filled_half_and_then_whole_is_used_after_five_seconds() {
    deployment.secrets.set(APP, Map.of("apiKey", "app-key"));
    assertNotSetUp(Kind.NOT_SET);
    deployment.secrets.set(APP, Map.of("apiKey", "app-key", "apiSecret", "app-secret"));
    deployment.now = deployment.now.plusSeconds(5);
    deployment.cloudElements.creates(Deployment.created());

    assertThat(exchange()).extracting(Outcome::toString).asString().contains("Connected");
  }

  @Test
  void a_secret_that_cannot_be_read_spends_nothing() {
    deployment.secrets.set(APP, new Stored.Text("{'apiKey': 'app-key'}"));

    assertNotSetUp(Kind.UNREADABLE);
  }

  @Test
  void a_default_that_was_taken_away_since_the_start_spends_nothing() {
    var attempt = deployment.begin(countingOnTheDefault());

    assertThat(exchange()).isEqualTo(new NotSetUp(attempt, Kind.NOT_SET));
    assertNothingWasSpent(attempt);
  }

  @Test
  void a_default_that_the_start_counted_on_is_looked_for_again() {
    deployment.begin();
    deployment.cloudElements.creates(new Creation.NotSent());
    exchange();
    setDefaultPrivateKey();
    deployment.begin(countingOnTheDefault());
    deployment.now = deployment.now.plusSeconds(5);
    deployment.cloudElements.creates(Deployment.created());

    exchange();

    assertThat(deployment.cloudElements.sent().getLast().instance().configuration())
        .containsEntry("infusionsoft.private.key", "default");
  }

  @Test
  void a_refusal_says_which_optional_secret_may_be_missing() {
    deployment.begin(Deployment.request(null, SITE, RETURN_URL));

    exchangeStored(new Creation.Refused(400));

    assertThat(deployment.stored().progress())
        .isEqualTo(
            new Failed(
                deployment.now,
                new Failure(
                    "cloud_elements_refused",
                    "Cloud Elements refused to create the instance (status 400)."
                        + " What may be missing: Infusionsoft encrypted key.")));
  }

  @Test
  void another_refusal_says_nothing_of_what_was_left_out() {
    deployment.begin(Deployment.request(null, SITE, RETURN_URL));

    exchangeStored(new Creation.Refused(403));

    assertThat(deployment.stored().progress())
        .isEqualTo(new Failed(deployment.now, Failure.refused(403)));
  }

  @Test
  @Tag("R38")
  void secrets_that_cannot_be_read_spend_nothing() {
    var attempt = deployment.begin();
    deployment.secrets.breakDown();

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::exchange);
    assertNothingWasSpent(attempt);
  }

  @Test
  void a_data_key_that_is_not_to_be_had_spends_nothing() {
    var attempt = deployment.begin();
    deployment.dataKeys.breakDown();

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::exchange);
    assertNothingWasSpent(attempt);
  }

  @Test
  void a_data_key_for_the_token_that_is_not_to_be_had_spends_nothing() {
    var attempt = deployment.begin(Deployment.request(null, SITE, RETURN_URL));
    setDefaultPrivateKey();
    deployment.dataKeys.breakDown();

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::exchange);
    assertNothingWasSpent(attempt);
  }

  @ParameterizedTest
  @MethodSource("damagedConfigurations")
  void damaged_configuration_fails_the_attempt_before_anything_is_sent(Sealed damaged) {
    deployment.begin(Deployment.request(damaged, SITE, RETURN_URL));

    var outcome = exchange();

    assertEnded(outcome, new Failed(deployment.now, Failure.DAMAGED));
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.line("seal_broken"))
        .containsEntry("purpose", "configuration")
        .containsEntry("tenant", "acme")
        .containsEntry("attemptId", ID.value());
    assertThat(deployment.journal.line("attempt_ended")).containsEntry("reason", "damaged");
  }

  static Stream<Sealed> damagedConfigurations() {
    var another = new Deployment();
    return Stream.of(
        new Sealed(""),
        new Sealed("AQID"),
        Objects.requireNonNull(another.request(ID).secretConfiguration()));
  }

  @Test
  void configuration_that_was_sealed_for_another_attempt_is_damaged() {
    var other = new State("t".repeat(43)).attemptId();
    deployment.begin(deployment.request(other));

    assertEnded(exchange(), new Failed(deployment.now, Failure.DAMAGED));
  }

  @Test
  void damage_to_an_attempt_that_went_on_meanwhile_changes_nothing() {
    deployment.begin(Deployment.request(new Sealed(""), SITE, RETURN_URL));
    var connected = deployment.stored().claimed("other", CODE, NOON).connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> deployment.store.put(connected));

    assertThat(exchange()).isEqualTo(new Current(connected));
  }

  @Test
  void an_instance_that_cannot_be_stored_is_journalled_and_the_attempt_settles() {
    deployment.store.breakDown(Call.CONNECT, Call.SETTLE, Call.FIND);
    deployment.pause = _ -> deployment.now = deployment.now.plusSeconds(5);
    var begun = deployment.now;

    var outcome = exchangeAnswered(Deployment.created());

    assertThat(outcome).isEqualTo(new Current(deployment.stored()));
    assertThat(deployment.stored().progress()).isEqualTo(new Exchanging(begun.plusSeconds(88)));
    assertThat(deployment.store.instances()).isEmpty();
    assertThat(deployment.journal.line("instance_not_stored"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("instanceId", 4711);
    assertThat(deployment.journal.text()).doesNotContain(TOKEN);
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("creationsWithoutInstance")
  void an_end_that_cannot_be_stored_leaves_the_attempt_settling(Creation creation) {
    deployment.store.breakDown(Call.SETTLE);

    var outcome = exchangeAnswered(creation);

    assertThat(outcome).isEqualTo(new Current(deployment.stored()));
    assertThat(deployment.stored().progress()).isInstanceOf(Exchanging.class);
    assertThat(deployment.journal.events())
        .containsExactly("exchange_begun", "dependency_unavailable");
    assertThat(deployment.cloudElements.sent()).hasSize(1);
  }

  static Stream<Creation> creationsWithoutInstance() {
    return Stream.of(
        new Creation.Refused(400),
        new Creation.Unauthorized(),
        new Creation.NotSent(),
        new Creation.OtherElement(INSTANCE_ID),
        new Creation.OutcomeUnknown("status 500"));
  }

  @Test
  void a_claim_that_may_or_may_not_have_been_stored_sends_nothing() {
    deployment.begin();
    deployment.store.breakDown(Call.CLAIM);

    assertThatExceptionOfType(Unavailable.class).isThrownBy(this::exchange);
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void a_lost_claim_sends_nothing() {
    var attempt = deployment.begin();
    var claimed = attempt.claimed("other", CODE, NOON);
    deployment.store.meanwhile(() -> deployment.store.put(claimed));

    assertThat(exchange()).isEqualTo(new Current(claimed));
    assertThat(deployment.stored()).isEqualTo(claimed);
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.journal.events()).isEmpty();
  }

  @Test
  void who_lost_the_claim_waits_for_the_end_of_the_others_exchange() {
    var attempt = deployment.begin();
    var claimed = attempt.claimed("other", CODE, deployment.now);
    var connected = claimed.connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> deployment.store.put(claimed));
    deployment.pause = _ -> deployment.store.put(connected);

    assertThat(exchange()).isEqualTo(new Current(connected));
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void a_claim_that_met_a_release_may_be_tried_again() {
    var attempt = deployment.begin();
    var released = attempt.claimed("other", CODE, NOON).released(NOON);
    deployment.store.meanwhile(() -> deployment.store.put(released));

    assertThat(exchange()).isEqualTo(new TryAgain(released, "released_meanwhile"));
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void an_attempt_that_expires_while_everything_is_prepared_is_expired() {
    var attempt = deployment.begin();
    deployment.now = EXPIRY;

    assertThat(exchange()).isEqualTo(new Expired(attempt));
    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  @Test
  void the_same_user_may_claim_past_the_expiry_when_the_callback_was_in_time() {
    var attempt = deployment.begin();
    deployment.now = EXPIRY.plusSeconds(200);
    deployment.cloudElements.creates(Deployment.created());

    deployment.exchangeCode.exchange(
        attempt, ALLOWED, new SameUser(ANN, EXPIRY.minusSeconds(1)), deployment.deadline());

    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
  }

  @Test
  @Timeout(60) // the clock stands, so that nobody would ever stop waiting for an exchange
  @Tag("R46")
  void of_many_callbacks_at_the_same_time_one_sends_the_code()
      throws InterruptedException, ExecutionException {
    var attempt = deployment.begin();
    deployment.cloudElements.creates(Deployment.created());
    deployment.pause = _ -> LockSupport.parkNanos(1); // lets the others go on
    Callable<Outcome> callback = () -> exchange(attempt, Duration.ofSeconds(28));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var outcome : threads.invokeAll(Collections.nCopies(50, callback))) {
        assertThat(outcome.get())
            .asInstanceOf(type(Current.class))
            .extracting(stands -> stands.attempt().progress())
            .isEqualTo(new Connected(INSTANCE_ID));
      }
    }

    assertThat(deployment.cloudElements.sent()).hasSize(1);
    assertThat(deployment.store.instances()).hasSize(1);
  }

  @Test
  @Tag("R36")
  void no_secret_is_journalled_however_the_exchange_ends() {
    exchangeAnswered(Deployment.created());
    for (var creation : creationsWithoutInstance().toList()) {
      deployment.begin();
      exchangeStored(creation);
    }

    assertThat(deployment.journal.text())
        .doesNotContain(
            CODE, TOKEN, "app-secret", "org-secret", "user-secret", Deployment.PRIVATE_KEY);
  }

  private static ConnectionRequest countingOnTheDefault() {
    var request = Deployment.request(null, SITE, RETURN_URL);
    return new ConnectionRequest(
        request.element(),
        request.name(),
        request.tags(),
        request.configuration(),
        null,
        List.of("infusionsoft.private.key"),
        request.site(),
        request.returnUrl(),
        request.callbackUrl());
  }

  private void setDefaultPrivateKey() {
    deployment.secrets.set(
        APP,
        Map.of(
            "apiKey", "app-key", "apiSecret", "app-secret", "infusionsoft.private.key", "default"));
  }

  private Outcome exchangeAnswered(Creation creation) {
    deployment.begin();
    return exchangeStored(creation);
  }

  private Outcome exchangeStored(Creation creation) {
    deployment.cloudElements.creates(creation);
    return exchange();
  }

  private Outcome exchange() {
    return exchange(deployment.stored(), Duration.ofSeconds(28));
  }

  private Outcome exchange(Attempt attempt, Duration left) {
    return deployment.exchangeCode.exchange(attempt, ALLOWED, PROOF, deployment.now.plus(left));
  }

  private Optional<String> open(Sealed token, EncryptionContext context) {
    return deployment
        .sealer
        .unseal(token, context)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private void assertNotSetUp(Kind why, String... eventsBefore) {
    var attempt = deployment.begin();

    assertThat(exchange()).isEqualTo(new NotSetUp(attempt, why));
    assertNothingWasSpent(attempt);
    assertPostponed(why.code(), eventsBefore);
  }

  private void assertPostponed(String reason, String... eventsBefore) {
    var events = Stream.concat(Stream.of(eventsBefore), Stream.of("exchange_postponed"));
    assertThat(deployment.journal.events()).containsExactlyElementsOf(events.toList());
    assertThat(deployment.journal.line("exchange_postponed"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("reason", reason);
  }

  private void assertNothingWasSpent(Attempt attempt) {
    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.store.calls()).isEmpty();
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  private void assertEnded(Outcome outcome, Progress progress) {
    assertThat(outcome).isEqualTo(new Current(deployment.stored()));
    assertThat(deployment.stored().progress()).isEqualTo(progress);
    assertThat(deployment.store.instances()).isEmpty();
  }
}
