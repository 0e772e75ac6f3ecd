package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ID;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
import static io.elementconnect.reconciler.Deployment.SITE;
import static io.elementconnect.reconciler.Deployment.TOKEN;
import static io.elementconnect.reconciler.Reconciliation.ELEMENT;
import static io.elementconnect.reconciler.Reconciliation.TAG;
import static io.elementconnect.reconciler.Reconciliation.TAGS;
import static io.elementconnect.reconciler.Reconciliation.bare;
import static io.elementconnect.reconciler.Reconciliation.found;
import static io.elementconnect.reconciler.Reconciliation.instance;
import static io.elementconnect.reconciler.Reconciliation.tagged;
import static io.elementconnect.reconciler.Reconciliation.withoutToken;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.Instance;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import io.elementconnect.testing.ScriptedCloudElements.Looked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The instance of an attempt is found, and becomes its connection. */
class AdoptInstanceTest {
  private static final Sealed SEALED = new Sealed("sealed-by-the-exchange");

  private final Reconciliation reconciliation = new Reconciliation();
  private final Deployment deployment = reconciliation.deployment;

  @Test
  void it_is_stored_for_the_attempts_tenant_and_user() {
    deployment.now = deployment.now.plusMillis(700);
    reconciliation.unknown(null);
    reconciliation.lists(instance());

    var answer = reconciliation.repair();

    assertThat(answer).isEqualTo(Map.of("due", 1, "looked", 1, "settled", 1, "reason", "done"));
    assertThat(deployment.store.instances())
        .containsExactly(
            new Instance(
                "acme",
                INSTANCE_ID,
                ID,
                ELEMENT,
                "Acme's Infusionsoft",
                List.of("trial"),
                SITE,
                deployment.now.minusMillis(700),
                "ann",
                adopted().token()));
    assertThat(deployment.journal.line("attempt_connected"))
        .containsEntry("attemptId", ID.value())
        .containsEntry("tenant", "acme")
        .containsEntry("instanceId", 4711);
  }

  @Test
  void the_attempt_changes_its_owner_and_its_progress_alone() {
    var unknown = reconciliation.unknown(null);
    reconciliation.lists(instance());

    reconciliation.repair();

    assertThat(deployment.stored().owner()).hasSize(36).isNotEqualTo(unknown.owner());
    assertThat(deployment.stored())
        .usingRecursiveComparison()
        .ignoringFields("owner")
        .isEqualTo(unknown.connected(INSTANCE_ID));
  }

  @Test
  void each_adoption_has_an_owner_of_its_own() {
    reconciliation.unknown(null);
    reconciliation.lists(instance());
    reconciliation.repair();
    var first = deployment.stored().owner();
    var second = new Reconciliation();
    second.unknown(null);
    second.lists(instance());

    second.repair();

    assertThat(second.deployment.stored().owner()).isNotEqualTo(first);
  }

  @Test
  void its_token_opens_for_this_instance_of_this_attempt_and_tenant_alone() {
    reconciliation.unknown(null);
    reconciliation.lists(instance());

    reconciliation.repair();

    var attempt = new EncryptionContext(Purpose.TOKEN, "acme", ID);
    assertThat(opened(attempt.to("4711"))).contains(TOKEN);
    assertThat(opened(attempt.to("4712"))).isEmpty();
    assertThat(opened(attempt)).isEmpty();
    assertThat(opened(new EncryptionContext(Purpose.TOKEN, "other", ID, "4711"))).isEmpty();
  }

  @Test
  void what_the_listing_reports_is_not_asked_for_again() {
    reconciliation.unknown(null);
    reconciliation.lists(instance());

    reconciliation.repair();

    assertThat(deployment.cloudElements.looked())
        .containsExactly(new Looked(TAG, deployment.now.plusSeconds(15)));
  }

  @ParameterizedTest
  @MethodSource("partOfTheInstance")
  void what_the_listing_does_not_report_is_read(RemoteInstance listed) {
    reconciliation.unknown(null);
    reconciliation.lists(listed);
    reconciliation.reads(instance());

    reconciliation.repair();

    assertConnected();
    assertThat(openedToken()).contains(TOKEN);
    assertThat(reconciliation.questions()).containsExactly(TAG, "4711");
  }

  static List<RemoteInstance> partOfTheInstance() {
    return List.of(
        bare(INSTANCE_ID),
        withoutToken(),
        tagged(null),
        new RemoteInstance(INSTANCE_ID, null, null, TAGS, Map.of(), TOKEN, true));
  }

  @Test
  void what_the_reading_does_not_report_is_taken_from_the_listing() {
    reconciliation.unknown(null);
    reconciliation.lists(new RemoteInstance(INSTANCE_ID, null, null, TAGS, Map.of(), TOKEN, true));
    reconciliation.reads(
        new RemoteInstance(INSTANCE_ID, ELEMENT, null, null, Map.of(), null, true));

    reconciliation.repair();

    assertConnected();
    assertThat(openedToken()).contains(TOKEN);
  }

  @ParameterizedTest
  @MethodSource("instancesWithAndWithoutToken")
  void a_token_that_the_exchange_sealed_is_stored_unchanged(RemoteInstance instance) {
    reconciliation.unknown(new Hint(INSTANCE_ID, SEALED));
    reconciliation.lists(instance);
    reconciliation.reads(instance);
    var dataKeys = deployment.dataKeys.generated();

    reconciliation.repair();

    assertConnected();
    assertThat(adopted().token()).isEqualTo(SEALED);
    assertThat(deployment.dataKeys.generated()).isEqualTo(dataKeys);
  }

  static List<RemoteInstance> instancesWithAndWithoutToken() {
    return List.of(instance(), withoutToken());
  }

  @Test
  void a_hint_without_a_token_gets_the_one_that_is_reported() {
    reconciliation.unknown(new Hint(INSTANCE_ID, null));
    reconciliation.lists(instance());

    reconciliation.repair();

    assertConnected();
    assertThat(openedToken()).contains(TOKEN);
  }

  @Test
  void a_hinted_instance_that_is_not_listed_yet_is_read() {
    reconciliation.unknown(new Hint(INSTANCE_ID, null));
    deployment.cloudElements.reads(found(instance()));

    reconciliation.repair();

    assertConnected();
    assertThat(reconciliation.questions()).containsExactly(TAG, "4711");
  }

  @Test
  void a_hinted_instance_is_the_attempts_also_when_its_tags_are_not_reported() {
    reconciliation.unknown(new Hint(INSTANCE_ID, null));
    reconciliation.lists(tagged(null));
    reconciliation.reads(tagged(null));

    reconciliation.repair();

    assertConnected();
  }

  @Test
  void one_that_two_pages_show_is_one() {
    reconciliation.unknown(null);
    reconciliation.lists(instance(), instance());

    reconciliation.repair();

    assertConnected();
  }

  @Test
  void instances_of_others_are_passed_over() {
    reconciliation.unknown(null);
    reconciliation.lists(bare(Reconciliation.OTHER_ID), instance());
    reconciliation.reads(
        new RemoteInstance(
            Reconciliation.OTHER_ID, ELEMENT, null, List.of("ec:test"), Map.of(), TOKEN, true));

    reconciliation.repair();

    assertConnected();
    assertThat(deployment.store.instances()).hasSize(1);
  }

  @Test
  void a_callback_that_woke_up_and_stored_it_meanwhile_is_fine() {
    var unknown = reconciliation.unknown(null);
    reconciliation.lists(instance());
    var connected = unknown.connected(INSTANCE_ID);
    deployment.store.meanwhile(() -> reconciliation.store(connected));

    assertThat(reconciliation.repair()).containsEntry("looked", 1).containsEntry("settled", 0);

    assertThat(deployment.stored()).isEqualTo(connected);
    assertThat(deployment.store.instances()).isEmpty();
    assertThat(deployment.journal.events()).containsExactly("repair_ended");
  }

  @Test
  void a_hint_that_comes_meanwhile_is_taken_up_by_the_next_run() {
    reconciliation.unknown(null);
    reconciliation.lists(instance());
    deployment.store.meanwhile(() -> reconciliation.unknown(new Hint(INSTANCE_ID, SEALED)));
    reconciliation.repair();
    assertThat(deployment.store.instances()).isEmpty();
    reconciliation.lists(instance());

    reconciliation.repair();

    assertConnected();
    assertThat(adopted().token()).isEqualTo(SEALED);
  }

  private void assertConnected() {
    assertThat(reconciliation.progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(adopted().id()).isEqualTo(INSTANCE_ID);
  }

  private Instance adopted() {
    assertThat(deployment.store.instances()).hasSize(1);
    return deployment.store.instances().getFirst();
  }

  private Optional<String> openedToken() {
    return opened(new EncryptionContext(Purpose.TOKEN, "acme", ID, "4711"));
  }

  private Optional<String> opened(EncryptionContext context) {
    return deployment
        .sealer
        .unseal(adopted().token(), context)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
