package io.elementconnect.cloudelements.http;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.local.simulator.Ledger;
import io.elementconnect.secrets.CloudElementsSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the client makes of each fault that the simulator has, and what exists then. */
class HttpCloudElementsFaultsTest {
  private static final int CLIENT_LIMIT = 4 * 1024 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @AutoClose private final Upstream upstream = new Upstream();

  @Test
  void a_reset_is_unclear_whether_or_not_it_had_an_effect() {
    onCreate(new Fault.Reset(), BEFORE);
    assertThat(upstream.create()).isEqualTo(unclear("connection broken"));
    assertThat(instances()).isEmpty();

    onCreate(new Fault.Reset(), AFTER);
    assertThat(upstream.create()).isEqualTo(unclear("connection broken"));
    assertThat(instances()).hasSize(1);
    assertThat(posts()).hasSize(2);
  }

  @Test
  void a_close_is_unclear_whether_or_not_it_had_an_effect() {
    onCreate(new Fault.Close(), BEFORE);
    assertThat(upstream.create()).isEqualTo(unclear("connection broken"));
    assertThat(instances()).isEmpty();

    onCreate(new Fault.Close(), AFTER);
    assertThat(upstream.create()).isEqualTo(unclear("connection broken"));
    assertThat(instances()).hasSize(1);
    assertThat(posts()).hasSize(2);
  }

  @Test
  void an_answer_that_is_cut_is_unclear() {
    onCreate(new Fault.Cut(20), AFTER);

    assertThat(upstream.create()).isEqualTo(unclear("connection broken"));
    assertThat(instances()).hasSize(1);
  }

  @Test
  void a_body_over_the_limit_is_unclear_and_one_at_the_limit_is_read() {
    onCreate(new Fault.Padded(CLIENT_LIMIT + 1), AFTER);
    assertThat(upstream.create()).isEqualTo(incomplete("unreadable body"));
    assertThat(instances()).hasSize(1);

    onCreate(new Fault.Padded(CLIENT_LIMIT), AFTER);
    assertThat(upstream.create()).isInstanceOf(Creation.Created.class);
  }

  @Test
  void a_page_of_html_is_unclear() {
    onCreate(Fault.Body.html(502, "<h1>Bad Gateway</h1>"), BEFORE);
    assertThat(upstream.create()).isEqualTo(unclear("status 502, not from the platform"));
    assertThat(instances()).isEmpty();

    onCreate(Fault.Body.html(200, "<h1>Welcome</h1>"), AFTER);
    assertThat(upstream.create()).isEqualTo(incomplete("unreadable body"));
    assertThat(instances()).hasSize(1);
  }

  @Test
  void an_error_is_unclear_whether_or_not_it_had_an_effect() {
    onCreate(new Fault.Status(502), BEFORE);
    assertThat(upstream.create()).isEqualTo(unclear("status 502"));
    assertThat(instances()).isEmpty();

    onCreate(new Fault.Status(500), AFTER);
    assertThat(upstream.create()).isEqualTo(unclear("status 500"));
    assertThat(instances()).hasSize(1);
  }

  @Test
  void being_too_fast_tells_how_long_to_wait_if_it_was_told() {
    onList(new Fault.Status(429, OptionalInt.of(7)), BEFORE);
    onList(new Fault.Status(429), BEFORE);

    assertThat(list()).isEqualTo(new Listing.Throttled(Optional.of(7)));
    assertThat(list()).isEqualTo(new Listing.Throttled(Optional.empty()));
    assertThat(list()).isEqualTo(new Listing.Found(List.of()));
  }

  @Test
  void an_answer_that_comes_too_late_hides_what_happened() {
    onCreate(new Fault.Delay(LONG), AFTER);

    assertThat(upstream.create(upstream.code(), Upstream.SECRETS, SHORT))
        .isEqualTo(unclear("no answer in time"));
    assertThat(instances()).hasSize(1);
    assertThat(posts())
        .singleElement()
        .extracting(Ledger.Post::status)
        .isEqualTo(OptionalInt.empty());
  }

  @Test
  void a_call_that_is_slow_to_begin_has_done_nothing_yet() {
    onCreate(new Fault.Delay(LONG), BEFORE);

    assertThat(upstream.create(upstream.code(), Upstream.SECRETS, SHORT))
        .isEqualTo(unclear("no answer in time"));
    assertThat(instances()).isEmpty();
    assertThat(posts()).hasSize(1);
  }

  @Test
  void an_answer_after_a_short_delay_is_the_true_one() {
    onCreate(new Fault.Delay(Duration.ofMillis(1)), BEFORE);

    assertThat(upstream.create()).isInstanceOf(Creation.Created.class);
  }

  @Test
  void an_instance_of_another_element_stays_one() {
    onCreate(new Fault.OtherElement(), AFTER);

    assertThat(upstream.create()).isEqualTo(new Creation.OtherElement(id()));
    assertThat(upstream.create()).isInstanceOf(Creation.Created.class);
    assertThat(instances())
        .extracting(Ledger.Entry::element)
        .contains("infusionsofterp")
        .hasSize(2);
    assertThat(found(upstream.client.get(id(), deadline())))
        .singleElement()
        .extracting(RemoteInstance::element)
        .isNotEqualTo("infusionsofterp");
  }

  @Test
  void without_an_id_nothing_is_known() {
    onCreate(new Fault.Without(Fault.Without.Field.ID), AFTER);

    assertThat(upstream.create()).isEqualTo(incomplete("no id"));
    assertThat(instances()).hasSize(1);
  }

  @Test
  void without_a_token_the_id_is_a_hint() {
    onCreate(new Fault.Without(Fault.Without.Field.TOKEN), AFTER);

    assertThat(upstream.create()).isEqualTo(new Creation.Incomplete("no token", Optional.of(id())));
  }

  @Test
  void what_is_not_valid_is_unclear_and_its_id_a_hint() {
    onCreate(new Fault.Invalid(), AFTER);

    assertThat(upstream.create())
        .isEqualTo(new Creation.Incomplete("not valid", Optional.of(id())));
  }

  @Test
  void a_code_that_is_no_good_may_make_an_instance() {
    var code = upstream.code();
    upstream.create(code, Upstream.SECRETS);
    onCreate(new Fault.AnyCode(), AFTER);

    assertThat(upstream.create()).isInstanceOf(Creation.Created.class);
    assertThat(upstream.create(code, Upstream.SECRETS)).isInstanceOf(Creation.Created.class);
    assertThat(upstream.create(code, Upstream.SECRETS)).isEqualTo(new Creation.Refused(400));
    assertThat(instances())
        .extracting(Ledger.Entry::site)
        .containsExactly("dt123.infusionsoft.com", "dt123.infusionsoft.com", "");
  }

  @Test
  void an_instance_behind_a_broken_connection_may_be_late_in_listings() {
    onCreate(new Fault.LateByListings(2), AFTER);
    onCreate(new Fault.Close(), AFTER);

    assertThat(upstream.create()).isEqualTo(unclear("connection broken"));

    assertThat(found(list())).isEmpty();
    assertThat(found(upstream.client.get(id(), deadline()))).hasSize(1);
    assertThat(found(list())).isEmpty();
    assertThat(found(list())).hasSize(1);
  }

  @Test
  void an_instance_may_be_late_by_time() {
    onCreate(new Fault.LateByTime(Duration.ofMinutes(3)), AFTER);
    upstream.create();

    upstream.now.updateAndGet(now -> now.plus(Duration.ofMinutes(3)).minusMillis(1));
    assertThat(found(list())).isEmpty();
    upstream.now.updateAndGet(now -> now.plusMillis(1));
    assertThat(found(list())).hasSize(1);
  }

  @Test
  void a_listing_without_tags_tells_of_what_it_lists_that_they_are_not_known() {
    upstream.create();
    upstream.simulator.fault(
        new Fault(
            CloudElementsRoute.LIST_INSTANCES,
            new Fault.Without(Fault.Without.Field.TAGS),
            AFTER,
            2));

    assertThat(found(list())).extracting(RemoteInstance::tags).containsOnlyNulls().hasSize(1);
    assertThat(found(list())).extracting(RemoteInstance::tags).doesNotContainNull().hasSize(1);
  }

  @Test
  void neither_a_listing_nor_a_read_need_tell_the_token() {
    upstream.create();
    var noToken = new Fault.Without(Fault.Without.Field.TOKEN);
    onList(noToken, AFTER);
    upstream.simulator.fault(new Fault(CloudElementsRoute.READ_INSTANCE, noToken, AFTER, 1));

    assertThat(found(list())).singleElement().extracting(RemoteInstance::token).isNull();
    assertThat(found(upstream.client.get(id(), deadline())))
        .singleElement()
        .extracting(RemoteInstance::token)
        .isNull();
  }

  @Test
  void the_ledger_tells_of_each_post_what_became_of_it() {
    var begin = upstream.now.get();
    var wrong = new CloudElementsSecrets("wrong", "wrong");
    upstream.create(upstream.code(), wrong);
    upstream.now.set(begin.plusSeconds(1));
    onCreate(new Fault.Close(), AFTER);
    upstream.create();
    onCreate(new Fault.Status(503), BEFORE);
    upstream.create();
    upstream.create();

    var tags = List.of("trial", "ec:test", "ec:test:1");
    var made = instances().stream().map(Ledger.Entry::id).map(OptionalLong::of).toList();
    var none = OptionalLong.empty();
    assertThat(posts())
        .containsExactly(
            new Ledger.Post(begin, tags, none, OptionalInt.of(401)),
            new Ledger.Post(begin.plusSeconds(1), tags, made.get(0), OptionalInt.empty()),
            new Ledger.Post(begin.plusSeconds(1), tags, none, OptionalInt.of(503)),
            new Ledger.Post(begin.plusSeconds(1), tags, made.get(1), OptionalInt.of(200)));
  }

  private static Instant deadline() {
    return Instant.now().plus(LIMIT);
  }

  private void onCreate(Fault.Kind kind, Effect effect) {
    upstream.simulator.fault(new Fault(CloudElementsRoute.CREATE_INSTANCE, kind, effect, 1));
  }

  private void onList(Fault.Kind kind, Effect effect) {
    upstream.simulator.fault(new Fault(CloudElementsRoute.LIST_INSTANCES, kind, effect, 1));
  }

  private Listing list() {
    return upstream.client.findByTag("ec:test:1", deadline());
  }

  private List<Ledger.Entry> instances() {
    return upstream.simulator.ledger().instances();
  }

  private List<Ledger.Post> posts() {
    return upstream.simulator.ledger().posts();
  }

  private InstanceId id() {
    return new InstanceId(instances().getFirst().id());
  }

  private static Creation unclear(String why) {
    return new Creation.OutcomeUnknown(why);
  }

  private static Creation incomplete(String why) {
    return new Creation.Incomplete(why, Optional.empty());
  }

  private static List<RemoteInstance> found(Listing listing) {
    assertThat(listing).isInstanceOf(Listing.Found.class);
    return ((Listing.Found) listing).instances();
  }
}
