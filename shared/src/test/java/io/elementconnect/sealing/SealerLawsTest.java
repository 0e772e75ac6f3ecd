package io.elementconnect.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.AttemptId;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever is said to be sealed. */
@Tag("R34")
class SealerLawsTest {
  private static final EncryptionContext CONTEXT =
      new EncryptionContext(Purpose.COMPLETION, "acme", new AttemptId("a".repeat(43)));
  private static final Sealer SEALER = new Sealer(new MemoryDataKeys(), new SecureRandom());

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] sealed) {
    assertOpensNothing(new String(sealed, StandardCharsets.UTF_8));
    assertOpensNothing(Sealed.of(sealed).text());
  }

  @Property
  void any_text_opens_nothing(@ForAll String sealed) {
    assertOpensNothing(sealed);
  }

  @Property
  void what_was_sealed_opens_under_its_own_binding_alone(
      @ForAll byte[] plain,
      @ForAll String tenant,
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(43) String attempt) {
    var sealed = SEALER.prepare(CONTEXT).seal(plain);

    assertThat(SEALER.unseal(sealed, CONTEXT)).hasValue(plain);
    var other = new EncryptionContext(Purpose.COMPLETION, tenant, new AttemptId(attempt));
    assertThat(SEALER.unseal(sealed, other).isPresent()).isEqualTo(other.equals(CONTEXT));
  }

  @Property
  void nothing_opens_that_was_tampered_with_in_a_single_bit(
      @ForAll @Size(max = 40) byte[] plain,
      @ForAll @IntRange(max = 4_000) int place,
      @ForAll @IntRange(max = 7) int bit) {
    var sealed = SEALER.prepare(CONTEXT).seal(plain).bytes().orElseThrow();
    sealed[place % sealed.length] ^= (byte) (1 << bit);

    assertThat(SEALER.unseal(Sealed.of(sealed), CONTEXT)).isEmpty();
  }

  @Property
  void fields_are_read_back(
      @ForAll
          Map<@CharRange(to = '\ud7ff') String, @CharRange(from = '\ue000', to = '\uffff') String>
              fields) {
    assertThat(Fields.decode(Fields.encode(fields))).isEqualTo(fields);
  }

  private static void assertOpensNothing(String sealed) {
    assertThat(Promptly.call(() -> SEALER.unseal(new Sealed(sealed), CONTEXT))).isEmpty();
  }
}
