package io.elementconnect.cloudelements.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever Cloud Elements answers. */
@Tag("R32")
class InstanceReaderLawsTest {
  private static final InstanceReader READER = new InstanceReader(Set.of("acme.site"));

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] answer) {
    assertReadOrRefused(answer);
  }

  @Property
  void any_bytes_are_read_or_refused(@ForAll byte[] answer) {
    assertReadOrRefused(answer);
  }

  @Property
  void the_fields_that_count_are_found_among_any_others(
      @ForAll @LongRange(min = 1) long id,
      @ForAll @CharRange(from = '!', to = '~') @StringLength(min = 1, max = 64) String token,
      @ForAll boolean valid,
      @ForAll List<@CharRange(from = ' ', to = '~') String> tags,
      @ForAll Map<@CharRange(from = 'A', to = 'Z') String, List<Integer>> others) {
    var instance = Json.object("before", others, "id", id, "token", token, "valid", valid);
    instance.put("element", Json.object("id", 1, "key", "infusionsofterp", "others", others));
    instance.put("tags", tags);
    instance.putAll(others);

    var read = READER.one(Json.print(instance)).orElseThrow();

    assertThat(read)
        .isEqualTo(
            new InstanceReader.Fields(
                new InstanceId(id), "infusionsofterp", null, tags, Map.of(), token, valid));
  }

  private static void assertReadOrRefused(byte[] bytes) {
    var answer = new String(bytes, StandardCharsets.UTF_8);
    var listed = Promptly.call(() -> READER.list(answer));
    listed.ifPresent(instances -> instances.forEach(InstanceReaderLawsTest::assertUsable));
    var one = Promptly.call(() -> READER.one(answer));
    one.flatMap(InstanceReader.Fields::toInstance)
        .ifPresent(instance -> {
          assertUsable(instance);
          // One level deeper, which may be one too many.
          READER
              .list("[" + answer + "]")
              .ifPresent(list -> assertThat(list).containsExactly(instance));
        });
    assertThat(one.isPresent() && listed.isPresent()).isFalse();
  }

  private static void assertUsable(RemoteInstance instance) {
    assertThat(instance.id().value()).isPositive();
    var token = instance.token();
    if (token != null) {
      assertThat(token).matches("[!-~]{1,4096}");
    }
    assertThat(instance).hasToString("RemoteInstance");
  }
}
