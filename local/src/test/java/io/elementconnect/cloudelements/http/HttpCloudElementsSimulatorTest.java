package io.elementconnect.cloudelements.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.local.simulator.Simulator;
import io.elementconnect.secrets.CloudElementsSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The client against the strict simulator. */
class HttpCloudElementsSimulatorTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final String STATE = "s".repeat(43);
  private static final CloudElementsSecrets SECRETS = Upstream.SECRETS;

  @AutoClose private final Upstream upstream = new Upstream();
  private final Simulator simulator = upstream.simulator;
  private final CloudElements cloudElements = upstream.client;

  @Test
  void the_redirect_url_carries_our_state_and_callback() {
    var redirect = redirect("infusionsofterp");

    assertThat(redirect).isInstanceOf(Redirect.To.class);
    assertThat(((Redirect.To) redirect).oauthUrl())
        .contains("state=" + STATE, "redirect_uri=https%3A%2F%2Fconnect.example.com");
  }

  @Test
  void an_element_that_cloud_elements_does_not_know_is_refused() {
    assertThat(redirect("no_such_element")).isEqualTo(new Redirect.Refused(404));
  }

  @Test
  void being_too_fast_once_is_tried_again() {
    simulator.fault(
        new Fault(CloudElementsRoute.OAUTH_URL, new Fault.Status(429), Effect.BEFORE, 1));

    assertThat(redirect("infusionsofterp")).isInstanceOf(Redirect.To.class);
  }

  @Test
  void being_too_fast_twice_is_told() {
    simulator.fault(
        new Fault(CloudElementsRoute.OAUTH_URL, new Fault.Status(429), Effect.BEFORE, 2));

    assertThat(redirect("infusionsofterp")).isEqualTo(new Redirect.Throttled());
  }

  @Test
  void an_instance_is_created_with_its_token() {
    var creation = create(code(), SECRETS);

    assertThat(creation).isInstanceOf(Creation.Created.class);
    var created = (Creation.Created) creation;
    assertThat(created.token()).isNotBlank();
    assertThat(created.instance().element()).isEqualTo("infusionsofterp");
    assertThat(simulator.ledger().instances())
        .singleElement()
        .satisfies(entry -> assertThat(entry.id()).isEqualTo(created.instance().id().value()));
  }

  @Test
  void a_code_that_was_used_is_a_definite_refusal() {
    var code = code();
    create(code, SECRETS);

    assertThat(create(code, SECRETS)).isEqualTo(new Creation.Refused(400));
    assertThat(simulator.ledger().instances()).hasSize(1);
  }

  @Test
  void wrong_secrets_are_told_apart() {
    assertThat(create(code(), new CloudElementsSecrets("wrong", "wrong")))
        .isEqualTo(new Creation.Unauthorized());
  }

  @Test
  void an_answer_lost_after_the_effect_is_unclear_and_not_sent_again() {
    var code = code();
    simulator.fault(
        new Fault(CloudElementsRoute.CREATE_INSTANCE, new Fault.Close(), Effect.AFTER, 1));

    assertThat(create(code, SECRETS)).isInstanceOf(Creation.OutcomeUnknown.class);

    assertThat(simulator.ledger().instances()).hasSize(1);
    assertThat(simulator.ledger().calls()).containsEntry(CloudElementsRoute.CREATE_INSTANCE, 1L);
  }

  @Test
  void nobody_at_home_means_nothing_was_sent() {
    var code = code();
    simulator.close();

    assertThat(create(code, SECRETS)).isEqualTo(new Creation.NotSent());
  }

  @Test
  void an_instance_is_found_by_its_tag_alone() {
    var created = (Creation.Created) create(code(), SECRETS);

    assertThat(found(cloudElements.findByTag("ec:test:1", deadline())))
        .singleElement()
        .extracting(RemoteInstance::id, RemoteInstance::element, RemoteInstance::token)
        .containsExactly(created.instance().id(), "infusionsofterp", created.token());
    assertThat(found(cloudElements.findByTag("ec:test", deadline()))).hasSize(1);
    assertThat(found(cloudElements.findByTag("ec:test:2", deadline()))).isEmpty();
  }

  @Test
  void all_pages_of_a_list_are_read() {
    for (int i = 0; i < 201; i++) {
      create(code(), SECRETS);
    }

    assertThat(found(cloudElements.findByTag("ec:test", deadline()))).hasSize(201);
  }

  @Test
  void an_instance_is_read_by_its_id() {
    var created = (Creation.Created) create(code(), SECRETS);

    assertThat(found(cloudElements.get(created.instance().id(), deadline())))
        .singleElement()
        .extracting(RemoteInstance::token)
        .isEqualTo(created.token());
    assertThat(found(cloudElements.get(new InstanceId(1), deadline()))).isEmpty();
  }

  @Test
  void a_list_that_is_refused_or_broken_tells_nothing() {
    assertThat(
            upstream.client(new CloudElementsSecrets("wrong", "wrong")).findByTag("t", deadline()))
        .isEqualTo(new Listing.Unauthorized());
    simulator.fault(
        new Fault(CloudElementsRoute.LIST_INSTANCES, new Fault.Status(429), Effect.BEFORE, 1));
    assertThat(cloudElements.findByTag("t", deadline()))
        .isEqualTo(new Listing.Throttled(Optional.empty()));
    simulator.fault(
        new Fault(CloudElementsRoute.LIST_INSTANCES, new Fault.Body("<html>"), Effect.BEFORE, 1));
    assertThat(cloudElements.findByTag("t", deadline()))
        .isEqualTo(new Listing.Inconclusive("unreadable list"));
  }

  private Redirect redirect(String element) {
    return upstream.redirect(element, STATE);
  }

  private static Instant deadline() {
    return Instant.now().plus(LIMIT);
  }

  private Creation create(String code, CloudElementsSecrets secrets) {
    return upstream.create(code, secrets);
  }

  private String code() {
    return upstream.code();
  }

  private static List<RemoteInstance> found(Listing listing) {
    assertThat(listing).isInstanceOf(Listing.Found.class);
    return ((Listing.Found) listing).instances();
  }
}
