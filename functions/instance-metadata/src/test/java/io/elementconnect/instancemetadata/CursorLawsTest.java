package io.elementconnect.instancemetadata;

import static io.elementconnect.instancemetadata.Deployment.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.elementconnect.json.JsonObject;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.HttpCall;
import io.elementconnect.testing.KeptInputs;
import io.elementconnect.testing.Promptly;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What holds for whatever is sent as the position in a list. */
@Tag("R39")
class CursorLawsTest {
  private static final List<Long> OWN = List.of(2L, 4L, 6L, 8L);

  @ArgumentsSource(KeptInputs.class)
  @FuzzTest
  void any_bytes(byte[] rawQuery) {
    assertOwnOrRefused(new String(rawQuery, StandardCharsets.UTF_8));
    assertOwnOrRefused("cursor=" + new String(rawQuery, StandardCharsets.UTF_8));
  }

  @Property
  void any_cursor_shows_own_instances_or_is_refused(@ForAll String cursor) {
    assertOwnOrRefused("cursor=" + cursor);
    assertOwnOrRefused(cursor);
  }

  @Property
  void any_number_is_a_position_among_own_instances(
      @ForAll long cursor, @ForAll @IntRange(min = 1, max = 100) int limit) {
    assertOwnOrRefused("cursor=" + cursor + "&limit=" + limit);
  }

  @Property
  void pages_show_each_instance_once_and_in_order(@ForAll @IntRange(min = 1, max = 10) int limit) {
    var deployment = deployment();
    var shown = new ArrayList<Long>();
    Object next = "0";
    while (next != null) {
      var query = "limit=" + limit + (shown.isEmpty() ? "" : "&cursor=" + next);
      var page = list(deployment, query).json();
      shown.addAll(ids(page));
      next = page.get("nextCursor");
    }

    assertThat(shown).isEqualTo(OWN);
  }

  private static void assertOwnOrRefused(String rawQuery) {
    var deployment = deployment();
    var answer = Promptly.call(() -> list(deployment, rawQuery));
    assertThat(answer.status()).isIn(200, 400);
    if (answer.status() == 200) {
      assertThat(OWN).containsAll(ids(answer.json()));
    }
  }

  private static Answer list(Deployment deployment, String rawQuery) {
    return HttpCall.to("GET /instances").by(ANN).query(rawQuery).answeredBy(deployment.metadata);
  }

  private static List<Long> ids(Map<String, Object> page) {
    return JsonObject.root(page, new ArrayList<>()).objects("items").stream()
        .map(item -> item.requiredNumber("id"))
        .toList();
  }

  /** A new one each time, since its journal keeps all: instances of two tenants, by turns. */
  private static Deployment deployment() {
    var deployment = new Deployment();
    OWN.forEach(id -> {
      deployment.store("acme", id);
      deployment.store("globex", id + 1);
    });
    return deployment;
  }
}
