package io.elementconnect.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Caller;
import io.elementconnect.local.simulator.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** For each invariant, what breaks it is found, and what does not is not. */
class InvariantTest {
  private static final long LATER = 2_000_000_000;
  private static final Ledger.Post CREATED = post(OptionalLong.of(7), OptionalInt.of(200));
  private static final Ledger.Post UNANSWERED = post(OptionalLong.empty(), OptionalInt.empty());
  private static final Ledger.Post UNAUTHORIZED = post(OptionalLong.empty(), OptionalInt.of(401));
  private static final Item PENDING =
      item("PENDING", Map.of("expiresAt", LATER, "ttl", LATER + 86_400));
  private static final Item EXCHANGING =
      item(
          "EXCHANGING",
          Map.of(
              "owner",
              "one",
              "codeHash",
              "code",
              "leaseUntil",
              LATER,
              "repairAt",
              LATER,
              "repairShard",
              "7"));
  private static final Item UNKNOWN =
      item("UNKNOWN", Map.of("codeHash", "code", "repairAt", LATER, "repairShard", "0"));
  private static final Item CONNECTED =
      item("CONNECTED", Map.of("owner", "one", "codeHash", "code", "instanceId", 7L));
  private static final Item FAILED =
      item(
          "FAILED",
          Map.of(
              "codeHash",
              "code",
              "settledAt",
              LATER,
              "ttl",
              LATER + 30 * 86_400,
              "problemCode",
              "cloud_elements_refused"));
  private static final Item DENIED =
      item(
          "DENIED",
          Map.of("settledAt", LATER, "ttl", LATER + 30 * 86_400, "problemCode", "access_denied"));
  private static final Item NEEDS_OPERATOR = needsOperator("other_element");
  private static final Item INSTANCE = instance(Map.of());

  @Test
  void a_flow_that_went_well_breaks_nothing() {
    assertThat(findings(connected())).isEmpty();
  }

  @Test
  void each_way_to_an_end_breaks_nothing() {
    var released = changed(PENDING, Map.of("releases", 1L, "codeHash", "code"));
    var claimedAgain = changed(EXCHANGING, Map.of("releases", 1L, "owner", "two"));
    Stream.of(
            List.of(PENDING, DENIED),
            List.of(PENDING, EXCHANGING, FAILED),
            List.of(
                PENDING,
                EXCHANGING,
                released,
                claimedAgain,
                changed(UNKNOWN, Map.of("releases", 1L))),
            List.of(PENDING, UNKNOWN, UNKNOWN, FAILED, needsOperator("late_instance")),
            List.of(PENDING, EXCHANGING, NEEDS_OPERATOR))
        .forEach(items -> assertThat(findings(new Case().stood(items))).isEmpty());
  }

  @Test
  void an_adoption_breaks_nothing() {
    var adopted = changed(CONNECTED, Map.of("owner", "reconciler"));

    assertThat(findings(connected().stood(List.of(PENDING, EXCHANGING, UNKNOWN, adopted))))
        .isEmpty();
  }

  @Test
  void i1_a_second_post() {
    assertFound("I1", connected().posted(CREATED, UNANSWERED));
  }

  @Test
  void i1_a_post_after_which_the_attempt_may_be_claimed() {
    assertFound("I1", new Case().stood(List.of(PENDING, PENDING)).posted(UNANSWERED));
  }

  @Test
  void i1_a_post_that_was_refused_with_401_does_not_count() {
    assertThat(findings(connected().posted(UNAUTHORIZED, CREATED))).isEmpty();
  }

  @Test
  void i2_a_second_instance() {
    assertFound(
        "I2", connected().stored(INSTANCE, instance(Map.of("instanceId", 8L))).existing(7, 8));
  }

  @Test
  void i3_an_instance_that_is_neither_stored_nor_looked_for() {
    assertFound("I3", new Case().stood(List.of(PENDING, FAILED)).existing(7));
    assertFound("I3", connected().existing(7, 8));
  }

  @Test
  void i3_an_instance_that_is_not_the_attempts() {
    assertFound("I3", connected().existing());
  }

  @Test
  void i3_an_instance_that_is_stored_without_its_attempt() {
    assertFound("I3", connected().stood(List.of(PENDING, EXCHANGING)));
    assertFound(
        "I3", connected().stood(List.of(PENDING, changed(CONNECTED, Map.of("instanceId", 8L)))));
  }

  @Test
  void i3_holds_at_rest_only_and_for_what_is_still_looked_for() {
    var failed = new Case().stood(List.of(PENDING, FAILED)).existing(7);
    assertThat(findings(failed.underWay())).isEmpty();
    Stream.of(EXCHANGING, UNKNOWN, NEEDS_OPERATOR)
        .forEach(item ->
            assertThat(findings(new Case().stood(List.of(PENDING, item)).existing(7))).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"tenant, globex", "user, bob"})
  void i4_an_attempt_of_somebody_else(String attribute, String other) {
    assertFound(
        "I4", connected().stood(List.of(PENDING, changed(CONNECTED, Map.of(attribute, other)))));
  }

  @ParameterizedTest
  @CsvSource({"tenant, globex", "createdBy, bob"})
  void i4_an_instance_of_somebody_else(String attribute, String other) {
    assertFound("I4", connected().stored(instance(Map.of(attribute, other))));
  }

  @Test
  void i4_nobody_has_proven_to_be_who_began_it() {
    assertFound("I4", connected().provenAfter(2));
    assertFound("I4", new Case().stood(List.of(PENDING, DENIED)).provenAfter(2));
  }

  @Test
  void i5_a_secret_in_a_table() {
    assertFound(
        "I5",
        connected()
            .stood(List.of(PENDING, changed(CONNECTED, Map.of("name", "my hush, not a word!")))));
    assertFound("I5", connected().stored(instance(Map.of("token", "hush, not a word"))));
  }

  @Test
  void i5_a_secret_in_an_answer_is_not_told_again() {
    var trail = connected().then(new Step("", false, "<p>hush, not a word</p>", CONNECTED)).trail();

    assertThat(findings(trail)).singleElement().asString().startsWith("I5").doesNotContain("hush");
  }

  @Test
  void i6_two_claims() {
    var stolen = changed(EXCHANGING, Map.of("owner", "two"));
    assertFound("I6", new Case().stood(List.of(PENDING, EXCHANGING, stolen)));
  }

  @Test
  void i6_a_claim_for_another_code() {
    var released = changed(PENDING, Map.of("releases", 1L, "codeHash", "code"));
    var other = changed(EXCHANGING, Map.of("releases", 1L, "owner", "two", "codeHash", "another"));
    assertFound("I6", new Case().stood(List.of(PENDING, EXCHANGING, released, other)));
  }

  @Test
  void i6_a_third_release() {
    assertFound("I6", new Case().stood(List.of(PENDING, changed(PENDING, Map.of("releases", 3L)))));
  }

  @Test
  void i7_an_end_that_changes() {
    Stream.of(
            List.of(CONNECTED, FAILED),
            List.of(FAILED, CONNECTED),
            List.of(DENIED, PENDING),
            List.of(CONNECTED, changed(CONNECTED, Map.of("instanceId", 8L))),
            List.of(FAILED, NEEDS_OPERATOR))
        .forEach(items -> {
          assertFound("I7", new Case().stood(items));
          assertFound("I7", new Case().stood(items).settled());
        });
  }

  @Test
  void i7_a_step_back() {
    Stream.of(
            List.of(EXCHANGING, PENDING),
            List.of(UNKNOWN, PENDING),
            List.of(UNKNOWN, EXCHANGING),
            List.of(NEEDS_OPERATOR, FAILED))
        .forEach(items -> assertFound("I7", new Case().stood(items)));
  }

  @Test
  void i7_an_operator_may_settle() {
    assertThat(findings(new Case().stood(List.of(PENDING, NEEDS_OPERATOR, FAILED)).settled()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"connected", "denied", "failed"})
  void i7_an_end_that_was_told_and_is_none(String told) {
    assertFound("I7", new Case().stood(List.of(PENDING)).then(new Step(told, true, "", UNKNOWN)));
  }

  @Test
  void i8_connected_was_told_too_early() {
    assertFound("I8", connected().then(new Step("connected", false, "", CONNECTED)));
  }

  @Test
  void i8_connected_and_no_instance() {
    assertFound("I8", connected().stored());
  }

  @Test
  void i9_an_attempt_that_nobody_looks_for() {
    Stream.of(EXCHANGING, UNKNOWN, NEEDS_OPERATOR)
        .forEach(item -> {
          assertFound("I9", new Case().stood(List.of(PENDING, without("repairAt", item))));
          assertFound("I9", new Case().stood(List.of(PENDING, without("repairShard", item))));
        });
    assertFound(
        "I9", new Case().stood(List.of(PENDING, changed(UNKNOWN, Map.of("repairShard", "8")))));
    assertFound(
        "I9",
        new Case().stood(List.of(PENDING, changed(NEEDS_OPERATOR, Map.of("repairShard", "7")))));
    assertFound(
        "I9", new Case().stood(List.of(PENDING, changed(FAILED, Map.of("repairAt", LATER)))));
  }

  @Test
  void i9_a_lease_that_does_not_end() {
    assertFound("I9", new Case().stood(List.of(PENDING, without("leaseUntil", EXCHANGING))));
    assertFound(
        "I9",
        new Case().stood(List.of(PENDING, changed(EXCHANGING, Map.of("leaseUntil", LATER + 1)))));
  }

  @Test
  void i9_an_item_that_goes_too_early_or_never() {
    Stream.of(EXCHANGING, UNKNOWN, NEEDS_OPERATOR, CONNECTED)
        .forEach(item ->
            assertFound(
                "I9", connected().stood(List.of(PENDING, changed(item, Map.of("ttl", LATER))))));
    Stream.of(PENDING, DENIED, FAILED)
        .forEach(item -> assertFound("I9", new Case().stood(List.of(without("ttl", item)))));
  }

  @Test
  void i9_an_item_that_is_gone() {
    assertFound("I9", new Case().stood(List.of(UNKNOWN, new Item(Map.of()))));
  }

  private static void assertFound(String id, Case broken) {
    assertThat(findings(broken))
        .anySatisfy(
            finding -> assertThat(finding).startsWith(id + " (").contains("attempt the-attempt: "));
  }

  private static List<String> findings(Case of) {
    return findings(of.trail());
  }

  private static List<String> findings(Trail trail) {
    return Stream.of(Invariant.values())
        .flatMap(invariant -> invariant.brokenBy(trail).stream())
        .toList();
  }

  private static Case connected() {
    return new Case()
        .stood(List.of(PENDING, EXCHANGING, CONNECTED))
        .then(new Step("connected", true, "fine", CONNECTED))
        .posted(CREATED)
        .existing(7)
        .stored(INSTANCE);
  }

  /** A trail in the making. */
  private static final class Case {
    private List<Step> steps = new ArrayList<>();
    private List<Item> instances = List.of();
    private List<Ledger.Post> posts = List.of();
    private List<Ledger.Entry> upstream = List.of();
    private int stepsBeforeProof = 1;
    private boolean isSettled;
    private boolean isAtRest = true;

    Case stood(List<Item> items) {
      steps = new ArrayList<>(items.stream().map(item -> new Step("", false, "", item)).toList());
      return this;
    }

    Case then(Step step) {
      steps.add(step);
      return this;
    }

    Case stored(Item... items) {
      instances = List.of(items);
      return this;
    }

    Case posted(Ledger.Post... arrived) {
      posts = List.of(arrived);
      return this;
    }

    Case existing(long... ids) {
      upstream =
          Arrays.stream(ids)
              .mapToObj(id -> new Ledger.Entry(id, List.of(), "name", "infusionsofterp", ""))
              .toList();
      return this;
    }

    Case provenAfter(int count) {
      stepsBeforeProof = count;
      return this;
    }

    Case settled() {
      isSettled = true;
      return this;
    }

    Case underWay() {
      isAtRest = false;
      return this;
    }

    Trail trail() {
      return new Trail(
          "the-attempt",
          new Caller("acme", "ann"),
          steps,
          stepsBeforeProof,
          instances,
          posts,
          upstream,
          Secrets.of(List.of("hush, not a word")),
          isSettled,
          isAtRest);
    }
  }

  private static Ledger.Post post(OptionalLong instance, OptionalInt status) {
    return new Ledger.Post(Instant.EPOCH, List.of(), instance, status);
  }

  private static Item needsOperator(String problem) {
    return item(
        "NEEDS_OPERATOR",
        Map.of(
            "codeHash",
            "code",
            "repairAt",
            LATER,
            "repairShard",
            "operator",
            "problemCode",
            problem));
  }

  private static Item item(String status, Map<String, Object> attributes) {
    var item =
        new Item(Map.of("tenant", text("acme"), "user", text("ann"), "status", text(status)));
    return changed(item, attributes);
  }

  private static Item instance(Map<String, Object> attributes) {
    var item =
        new Item(Map.of("tenant", text("acme"), "createdBy", text("ann"), "token", text("sealed")));
    var all = new HashMap<String, Object>(Map.of("instanceId", 7L));
    all.putAll(attributes);
    return changed(item, all);
  }

  private static Item changed(Item item, Map<String, Object> attributes) {
    var all = new HashMap<>(item.attributes());
    attributes.forEach((name, value) ->
        all.put(
            name,
            value instanceof Long number
                ? AttributeValue.fromN(Long.toString(number))
                : text(value.toString())));
    return new Item(all);
  }

  private static Item without(String attribute, Item item) {
    var all = new HashMap<>(item.attributes());
    all.remove(attribute);
    return new Item(all);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
