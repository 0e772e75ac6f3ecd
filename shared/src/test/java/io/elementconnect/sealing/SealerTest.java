package io.elementconnect.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
  private static final byte[] SECRET = "a token".getBytes(UTF_8);
  private static final AttemptId ID = new AttemptId("a" + "b".repeat(42));
  private static final EncryptionContext CONTEXT =
      new EncryptionContext(Purpose.TOKEN, "acme", ID, "42");
  private static final int KEY_BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final MemoryDataKeys dataKeys = new MemoryDataKeys(random);
  private final Sealer sealer = new Sealer(dataKeys, random);

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a token", "ein Schlüssel 😀"})
  void what_was_sealed_is_unsealed(String value) {
    var sealed = sealer.prepare(CONTEXT).seal(value.getBytes(UTF_8));

    assertThat(sealer.unseal(sealed, CONTEXT))
        .map(plain -> new String(plain, UTF_8))
        .hasValue(value);
  }

  @Test
  void a_value_may_be_sealed_for_an_instance_that_was_not_known_before() {
    var context = new EncryptionContext(Purpose.TOKEN, "acme", ID);

    var sealed = sealer.prepare(context).seal(SECRET, "42");

    assertThat(sealer.unseal(sealed, CONTEXT)).hasValue(SECRET);
    assertThat(sealer.unseal(sealed, context)).isEmpty();
  }

  @Test
  void sealing_needs_no_key_service_after_the_preparation() {
    var seal = sealer.prepare(CONTEXT);
    dataKeys.down = true;

    assertThat(seal.seal(SECRET).text()).isNotEmpty();
  }

  static Stream<EncryptionContext> otherBindings() {
    return Stream.of(
        new EncryptionContext(Purpose.CONFIGURATION, "acme", ID, "42"),
        new EncryptionContext(Purpose.COMPLETION, "acme", ID, "42"),
        new EncryptionContext(Purpose.TOKEN, "other", ID, "42"),
        new EncryptionContext(Purpose.TOKEN, "acme", new AttemptId("c".repeat(43)), "42"),
        new EncryptionContext(Purpose.TOKEN, "acme", ID, "43"),
        new EncryptionContext(Purpose.TOKEN, "acme", ID),
        new EncryptionContext(Purpose.TOKEN, "acmea", new AttemptId("b".repeat(42) + "4"), "2"),
        new EncryptionContext(Purpose.TOKEN, "acme", ID, "4" + "2".repeat(2)),
        new EncryptionContext(Purpose.TOKEN, "acme\u0301", ID, "42"),
        new EncryptionContext(Purpose.TOKEN, "acm\u00e9", ID, "42"));
  }

  @ParameterizedTest
  @MethodSource("otherBindings")
  @Tag("R34")
  void it_does_not_open_under_another_binding(EncryptionContext other) {
    var sealed = sealer.prepare(CONTEXT).seal(SECRET);

    assertThat(sealer.unseal(sealed, other)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("otherBindings")
  @Tag("R34")
  void the_binding_holds_even_if_the_key_service_forgot_it(EncryptionContext other) {
    dataKeys.forgetful = true;
    var sealed = sealer.prepare(CONTEXT).seal(SECRET);

    assertThat(sealer.unseal(sealed, other)).isEmpty();
    assertThat(sealer.unseal(sealed, CONTEXT)).hasValue(SECRET);
  }

  @Test
  @Tag("R34")
  void it_does_not_open_with_any_byte_changed() {
    var bytes = bytes(sealer.prepare(CONTEXT).seal(SECRET));

    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 1; bit < 256; bit <<= 1) {
        var bent = bytes.clone();
        bent[i] ^= (byte) bit;
        assertThat(sealer.unseal(Sealed.of(bent), CONTEXT)).as("byte %d", i).isEmpty();
      }
    }
  }

  @Test
  void it_does_not_open_when_it_was_cut() {
    var bytes = bytes(sealer.prepare(CONTEXT).seal(SECRET));

    for (int length = 0; length < bytes.length; length++) {
      var cut = Sealed.of(Arrays.copyOf(bytes, length));
      assertThat(sealer.unseal(cut, CONTEXT)).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void it_does_not_open_with_anything_behind_it() {
    var bytes = bytes(sealer.prepare(CONTEXT).seal(SECRET));

    assertThat(sealer.unseal(Sealed.of(Arrays.copyOf(bytes, bytes.length + 1)), CONTEXT)).isEmpty();
  }

  @Test
  void it_does_not_open_with_the_key_of_another_value() {
    var one = bytes(sealer.prepare(CONTEXT).seal(SECRET));
    var other = bytes(sealer.prepare(CONTEXT).seal(SECRET));

    System.arraycopy(other, 3, one, 3, KEY_BYTES);

    assertThat(sealer.unseal(Sealed.of(one), CONTEXT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "AQ", "AQAA", "not base64!", "+/+/", "AQ==="})
  void what_is_no_sealed_value_does_not_open(String text) {
    assertThat(sealer.unseal(new Sealed(text), CONTEXT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2, -1})
  void another_format_does_not_open(byte version) {
    var bytes = bytes(sealer.prepare(CONTEXT).seal(SECRET));
    bytes[0] = version;

    assertThat(sealer.unseal(Sealed.of(bytes), CONTEXT)).isEmpty();
  }

  @Test
  void a_value_without_a_key_is_refused_without_asking_for_one() {
    dataKeys.down = true;
    var withoutKey = new byte[3 + 12 + 16];
    withoutKey[0] = 1;

    assertThat(sealer.unseal(Sealed.of(withoutKey), CONTEXT)).isEmpty();
  }

  @Test
  @Tag("R34")
  void no_nonce_and_no_key_is_used_twice() {
    var nonces = new HashSet<String>();
    var texts = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      var sealed = sealer.prepare(CONTEXT).seal(SECRET);
      texts.add(sealed.text());
      nonces.add(HexFormat.of().formatHex(bytes(sealed), 3 + KEY_BYTES, 3 + KEY_BYTES + 12));
    }

    assertThat(dataKeys.made).hasSize(1000);
    assertThat(nonces).hasSize(1000);
    assertThat(texts).hasSize(1000);
  }

  @Test
  void two_seals_of_one_preparation_have_two_nonces() {
    var seal = sealer.prepare(CONTEXT);

    assertThat(seal.seal(SECRET)).isNotEqualTo(seal.seal(SECRET));
  }

  @Test
  void it_has_the_stated_format() {
    var bytes = bytes(sealer.prepare(CONTEXT).seal(SECRET));

    assertThat(bytes).hasSize(1 + 2 + KEY_BYTES + 12 + SECRET.length + 16);
    assertThat(bytes).startsWith(1, 0, KEY_BYTES);
  }

  @Test
  @Tag("R34")
  void the_key_service_sees_purpose_tenant_and_attempt() {
    var _ = sealer.prepare(CONTEXT);

    assertThat(dataKeys.made.values())
        .extracting(Made::context)
        .containsExactly(Map.of("purpose", "token", "tenant", "acme", "attempt", ID.value()));
  }

  /** 8,192 characters, names and values together. */
  @Test
  void the_context_of_the_longest_tenant_is_within_the_limit_of_the_key_service() {
    var penguins = Character.toString(0x1f427).repeat(255);
    var context = new EncryptionContext(Purpose.CONFIGURATION, penguins, ID);

    var bytes =
        context.asMap().entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .mapToInt(text -> text.getBytes(UTF_8).length)
            .sum();
    assertThat(bytes).isLessThan(8192);
    assertThat(sealer.unseal(sealer.prepare(context).seal(SECRET), context)).hasValue(SECRET);
  }

  @Test
  void a_key_service_that_is_down_is_reported_as_such() {
    var sealed = sealer.prepare(CONTEXT).seal(SECRET);
    dataKeys.down = true;

    assertThatThrownBy(() -> sealer.prepare(CONTEXT)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> sealer.unseal(sealed, CONTEXT)).isInstanceOf(Unavailable.class);
  }

  @Test
  void nothing_sealed_and_no_key_prints_itself() {
    assertThat(sealer.prepare(CONTEXT).seal(SECRET)).hasToString("Sealed");
    assertThat(dataKeys.generate(Map.of())).hasToString("DataKey");
  }

  private static byte[] bytes(Sealed sealed) {
    return Base64.getUrlDecoder().decode(sealed.text());
  }

  private record Made(String plain, Map<String, String> context) {}

  /** A key service whose encrypted keys are names for the plain ones. */
  private static final class MemoryDataKeys implements DataKeys {
    final Map<String, Made> made = new HashMap<>();
    boolean down;
    boolean forgetful;
    private final SecureRandom random;

    MemoryDataKeys(SecureRandom random) {
      this.random = random;
    }

    @Override
    public DataKey generate(Map<String, String> context) {
      refuseWhenDown();
      var plain = new byte[32];
      var encrypted = new byte[KEY_BYTES];
      random.nextBytes(plain);
      random.nextBytes(encrypted);
      made.put(
          HexFormat.of().formatHex(encrypted), new Made(HexFormat.of().formatHex(plain), context));
      return new DataKey(plain, encrypted);
    }

    @Override
    public Optional<byte[]> decrypt(byte[] encrypted, Map<String, String> context) {
      refuseWhenDown();
      return Optional.ofNullable(made.get(HexFormat.of().formatHex(encrypted)))
          .filter(key -> forgetful || key.context().equals(context))
          .map(key -> HexFormat.of().parseHex(key.plain()));
    }

    private void refuseWhenDown() {
      if (down) {
        throw new Unavailable(Dependency.SEALING, new IllegalStateException("down"));
      }
    }
  }
}
