package io.elementconnect.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.adoption.FindInstances.Finding;
import io.elementconnect.adoption.JudgeFinding.Judgement;
import io.elementconnect.adoption.JudgeFinding.Judgement.Absent;
import io.elementconnect.adoption.JudgeFinding.Judgement.Adoptable;
import io.elementconnect.adoption.JudgeFinding.Judgement.Contradiction;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.InstanceDiffers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R51")
class JudgeFindingTest {
  private static final InstanceId ID = new InstanceId(4711);
  private static final AttemptId ATTEMPT = new AttemptId("i".repeat(43));
  private static final String SERVER = "infusionsoft.server";

  private final JudgeFinding judgeFinding = new JudgeFinding(CatalogueFile.shipped());

  @Test
  void what_is_not_reported_is_no_objection() {
    var instance = instance(null, Map.of());

    assertThat(judge("Acme", instance)).isEqualTo(new Adoptable(instance, null));
  }

  @ParameterizedTest
  @CsvSource({
    "Acme's Infusionsoft, Acme's Infusionsoft",
    "Acme's Infusionsoft, Acme&#39;s Infusionsoft",
    "Müller & Söhne, Müller &amp; Söhne",
    "\u00e9t\u00e9, e\u0301te\u0301",
    "Acme  and\u00a0Sons, ' Acme and Sons '"
  })
  void a_name_is_compared_composed_and_with_folded_white_space(String requested, String reported) {
    assertThat(judge(requested, instance(reported, Map.of()))).isInstanceOf(Adoptable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "Acme 2", "", "Infusionsoft ERP by Keap"})
  void another_name_needs_an_operator(String reported) {
    assertThat(judge("Acme", instance(reported, Map.of())))
        .isEqualTo(
            new Contradiction(
                Failure.INSTANCE_DIFFERS,
                List.of(ID),
                List.of(new InstanceDiffers(ATTEMPT, ID, "name", "Acme", reported))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dt123.infusionsoft.com",
        "https://DT123.infusionsoft.com/",
        " dt123.infusionsoft.com"
      })
  void the_same_account_is_no_objection(String reported) {
    assertThat(judge("Acme", instance("Acme", Map.of(SERVER, reported))))
        .isInstanceOf(Adoptable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "dt364.infusionsoft.com, dt364.infusionsoft.com",
    "HTTPS://dt364.infusionsoft.com/, dt364.infusionsoft.com",
    "evil.example, (not an account of the element)",
    "********, (not an account of the element)"
  })
  void another_account_needs_an_operator(String reported, String told) {
    assertThat(judge("Acme", instance("Acme", Map.of(SERVER, reported))))
        .isEqualTo(
            new Contradiction(
                Failure.INSTANCE_DIFFERS,
                List.of(ID),
                List.of(new InstanceDiffers(ATTEMPT, ID, "site", "dt123.infusionsoft.com", told))));
  }

  @Test
  void only_the_configuration_that_names_the_account_is_compared() {
    assertThat(judge("Acme", instance("Acme", Map.of("base.url", "other.example"))))
        .isInstanceOf(Adoptable.class);
  }

  @Test
  void an_instance_without_a_token_is_incomplete_whatever_its_name() {
    var instance =
        new RemoteInstance(ID, "infusionsofterp", "Other", List.of("tag"), Map.of(), null, true);

    assertThat(judge("Acme", instance))
        .isEqualTo(new Contradiction(Failure.INCOMPLETE_INSTANCE, List.of(ID), List.of()));
  }

  @Test
  void a_hint_to_an_instance_that_does_not_exist_is_dropped() {
    var gone = new InstanceId(12345);
    var found = new Finding.Found(List.of(instance("Acme", Map.of())), List.of(), Set.of(gone));

    assertThat(judgeFinding.judge(attempt("Acme"), new Hint(gone, null), found))
        .isEqualTo(new Adoptable(instance("Acme", Map.of()), null));
    assertThat(
            judgeFinding.judge(
                attempt("Acme"),
                new Hint(gone, null),
                new Finding.Found(List.of(), List.of(), Set.of(gone))))
        .isEqualTo(new Absent(true));
  }

  private Judgement judge(String name, RemoteInstance instance) {
    return judgeFinding.judge(
        attempt(name), null, new Finding.Found(List.of(instance), List.of(), Set.of()));
  }

  private static RemoteInstance instance(@Nullable String name, Map<String, String> sites) {
    return new RemoteInstance(ID, "infusionsofterp", name, List.of("tag"), sites, "token", true);
  }

  private static Attempt attempt(String name) {
    return Attempt.begin(
        ATTEMPT,
        new Caller("acme", "ann"),
        new ConnectionRequest(
            "infusionsofterp",
            name,
            List.of(),
            Map.of(SERVER, "dt123.infusionsoft.com"),
            null,
            List.of(),
            "dt123.infusionsoft.com",
            "https://app.example.com/",
            "https://api.example.com/oauth/callback"),
        new BrowserKey("b".repeat(43)),
        Instant.parse("2030-01-01T12:00:00Z"));
  }
}
