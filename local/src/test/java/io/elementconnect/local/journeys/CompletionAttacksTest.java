package io.elementconnect.local.journeys;

import static io.elementconnect.local.journeys.Scenario.gist;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.history.Store;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A completion that is replayed, bent, foreign, old, or is none at all. */
@Tag("R03")
class CompletionAttacksTest {
  // The format that Sealed tells.
  private static final int KEY_LENGTH = 1;
  private static final int KEY = KEY_LENGTH + Short.BYTES;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final Scenario scenario = new Scenario();
  private final Scenario.Attempt attempt = scenario.begin();
  private final String completion = attempt.completion(attempt.allowed());

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  static Stream<Named<UnaryOperator<String>>> bent() {
    return Stream.of(
        inBytes("the version", bytes -> flipped(bytes, 0)),
        inBytes("the length of the key, too long", bytes -> flipped(bytes, KEY_LENGTH)),
        inBytes("the length of the key, by one", bytes -> flipped(bytes, KEY_LENGTH + 1)),
        inBytes("the first byte of the key", bytes -> flipped(bytes, KEY)),
        inBytes("the last byte of the key", bytes -> flipped(bytes, nonce(bytes) - 1)),
        inBytes("the nonce", bytes -> flipped(bytes, nonce(bytes))),
        inBytes("the ciphertext", bytes -> flipped(bytes, nonce(bytes) + NONCE_BYTES)),
        inBytes("the tag", bytes -> flipped(bytes, bytes.length - TAG_BYTES)),
        inBytes("the last byte", bytes -> flipped(bytes, bytes.length - 1)),
        inBytes(
            "one byte less",
            bytes -> ByteBuffer.allocate(bytes.length - 1).put(bytes, 0, bytes.length - 1).array()),
        inBytes("one byte more", bytes -> ByteBuffer.allocate(bytes.length + 1).put(bytes).array()),
        inBytes(
            "no ciphertext",
            bytes ->
                ByteBuffer.allocate(nonce(bytes) + NONCE_BYTES)
                    .put(bytes, 0, nonce(bytes) + NONCE_BYTES)
                    .array()),
        inBytes(
            "twice", bytes -> ByteBuffer.allocate(2 * bytes.length).put(bytes).put(bytes).array()),
        inText("twice as text", text -> text + text),
        inText("two with a dot", text -> text + "." + text),
        inText("padded", text -> text + "=".repeat((4 - text.length() % 4) % 4 + 4)),
        inText("a space before", text -> " " + text),
        inText("a space behind", text -> text + " "),
        inText(
            "a line break within", text -> text.substring(0, 76) + "\\r\\n" + text.substring(76)),
        inText("in the other alphabet", text -> "+" + text.substring(1)),
        inText("percent-encoded", text -> "%41" + text.substring(1)),
        inText("in lower case", text -> text.toLowerCase(Locale.ROOT)),
        inText("backwards", text -> new StringBuilder(text).reverse().toString()),
        inText("one character", text -> "A"));
  }

  @ParameterizedTest
  @MethodSource("bent")
  void a_bent_completion_completes_nothing(UnaryOperator<String> bend) {
    var before = attempt.item();

    assertThat(gist(attempt.complete(bend.apply(completion)))).isEqualTo("400 bad_completion");

    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertRightfulUserConnects();
  }

  @Test
  void every_other_way_to_write_a_completion_is_refused() {
    var last = completion.length() - 1;
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";
    var before = attempt.item();

    assertThat(alphabet.chars().mapToObj(Character::toString))
        .map(other -> completion.substring(0, last) + other)
        .filteredOn(other -> !other.equals(completion))
        .allSatisfy(
            other -> assertThat(gist(attempt.complete(other))).isEqualTo("400 bad_completion"));

    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertRightfulUserConnects();
  }

  @Test
  @Tag("R34")
  void what_else_is_sealed_for_the_same_attempt_is_no_completion() {
    var connected = scenario.begin();
    connected.back(connected.allowed());
    var sealed = new ArrayList<String>();
    sealed.add(Store.text(connected.item(), "secretConfiguration"));
    Store.instances(scenario.stack(), scenario.ann().tenant())
        .forEach(item -> sealed.add(Store.text(item, "token")));
    var ownConfiguration = Store.text(attempt.item(), "secretConfiguration");
    var before = List.of(attempt.item(), connected.item());

    assertThat(gist(attempt.complete(ownConfiguration))).isEqualTo("400 bad_completion");
    assertThat(sealed)
        .hasSize(2)
        .allSatisfy(text -> {
          assertThat(gist(connected.complete(text))).isEqualTo("400 bad_completion");
          assertThat(gist(attempt.complete(text))).isEqualTo("400 bad_completion");
        });

    assertThat(List.of(attempt.item(), connected.item())).isEqualTo(before);
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  void the_completion_of_another_attempt_of_the_same_user_completes_neither() {
    var second = scenario.begin();
    var before = List.of(attempt.item(), second.item());

    assertThat(gist(second.complete(completion))).isEqualTo("400 bad_completion");
    assertThat(gist(attempt.complete(second.completion(second.allowed()))))
        .isEqualTo("400 bad_completion");

    assertThat(List.of(attempt.item(), second.item())).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertRightfulUserConnects();
  }

  @Test
  void the_completion_of_another_users_attempt_completes_neither() {
    var bob = new User(scenario.stack(), scenario.ann().tenant(), "bob");
    var eve = User.unique(scenario.stack());
    var bobs = scenario.begin(bob);
    var eves = scenario.begin(eve);
    var before = List.of(attempt.item(), bobs.item(), eves.item());

    for (var other : List.of(bobs, eves)) {
      var foreign = other.completion(other.allowed());
      assertThat(gist(attempt.complete(foreign))).isEqualTo("400 bad_completion");
      assertThat(gist(other.complete(completion))).isEqualTo("400 bad_completion");
      assertThat(gist(attempt.complete(other.user(), completion)))
          .isEqualTo("403 not_your_attempt");
      assertThat(gist(attempt.complete(other.user(), foreign))).isEqualTo("403 not_your_attempt");
    }

    assertThat(List.of(attempt.item(), bobs.item(), eves.item())).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertRightfulUserConnects();
  }

  @Test
  @Tag("R07")
  void a_replayed_completion_tells_the_stored_outcome_to_its_user_alone() {
    var eve = User.unique(scenario.stack());
    var first = attempt.complete(completion);
    var before = attempt.item();

    for (int time = 1; time <= 5; time++) {
      assertThat(User.json(attempt.complete(completion))).isEqualTo(User.json(first));
      assertThat(gist(attempt.complete(eve, completion))).isEqualTo("403 not_your_attempt");
    }
    // Of the same attempt, for a consent that came later.
    assertThat(User.json(attempt.complete(attempt.completion(attempt.allowed()))))
        .isEqualTo(User.json(first));

    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  void a_completion_counts_for_five_minutes() {
    var before = attempt.item();
    var fiveMinutes = 5 * 60;

    assertThat(gist(attempt.complete(Seals.completion(attempt, "some-old-code", fiveMinutes + 1))))
        .isEqualTo("410 completion_expired");

    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    // The code is nobody's: that it was sent is what counts.
    assertThat(gist(attempt.complete(Seals.completion(attempt, "some-new-code", fiveMinutes - 30))))
        .isEqualTo("409 cloud_elements_refused");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  @Test
  @Tag("R09")
  void a_completion_of_a_callback_that_came_after_the_expiry_completes_nothing() {
    Store.expire(scenario.stack(), attempt.id(), 60);
    var before = attempt.item();

    assertThat(gist(attempt.complete(completion))).isEqualTo("410 attempt_expired");
    assertThat(gist(attempt.broughtBy(new Browser(), attempt.denied()))).isEqualTo("303 expired");

    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
  }

  private void assertRightfulUserConnects() {
    assertThat(gist(attempt.complete(completion))).isEqualTo("200 active");
    assertThat(scenario.posts()).isEqualTo(1);
  }

  private static Named<UnaryOperator<String>> inText(String where, UnaryOperator<String> bend) {
    return Named.of(where, bend);
  }

  private static Named<UnaryOperator<String>> inBytes(String where, UnaryOperator<byte[]> bend) {
    return Named.of(
        where,
        text ->
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bend.apply(Base64.getUrlDecoder().decode(text))));
  }

  private static byte[] flipped(byte[] bytes, int at) {
    var bent = bytes.clone();
    bent[at] ^= 1;
    return bent;
  }

  private static int nonce(byte[] bytes) {
    return KEY + Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(KEY_LENGTH));
  }
}
