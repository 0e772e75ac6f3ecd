package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.AttemptId;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.sealing.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InstanceJsonTest {
  private final InstanceJson json =
      new InstanceJson(
          CatalogueFile.shipped(),
          "https://api.cloud-elements.com/elements/api-v2",
          "https://my.cloudelements.io");

  @Test
  @Tag("R40")
  void the_metadata_are_exactly_these() {
    var fields = json.of(instance("infusionsofterp", "dt123.infusionsoft.com"));

    assertThat(fields.keySet())
        .containsExactly(
            "id",
            "name",
            "element",
            "tags",
            "site",
            "status",
            "createdAt",
            "createdBy",
            "attemptId",
            "nextSteps");
    assertThat(fields)
        .containsEntry("id", 42L)
        .containsEntry("name", "Acme")
        .containsEntry(
            "element",
            Map.of("key", "infusionsofterp", "name", "Infusionsoft ERP by Keap", "hub", "erp"))
        .containsEntry("tags", List.of("trial"))
        .containsEntry("site", "dt123.infusionsoft.com")
        .containsEntry("status", "active")
        .containsEntry("createdAt", "2030-01-01T12:00:00Z")
        .containsEntry("createdBy", "ann")
        .containsEntry("attemptId", "i".repeat(43));
  }

  @Test
  void the_next_steps_lead_to_the_instance_and_the_console() {
    assertThat(Json.print(json.of(instance("infusionsofterp", null))))
        .contains(
            "\"step\":\"api_docs\"",
            "\"url\":\"https://api.cloud-elements.com/elements/api-v2/instances/42/docs\"",
            "\"step\":\"virtual_data_resource\"",
            "\"step\":\"formula\"",
            "\"url\":\"https://my.cloudelements.io\"");
  }

  @Test
  void an_instance_without_a_site_has_none() {
    assertThat(json.of(instance("infusionsofterp", null))).doesNotContainKey("site");
  }

  @Test
  @Tag("R40")
  void neither_the_token_nor_the_tenant_is_reported() {
    assertThat(Json.print(json.of(instance("infusionsofterp", null)))).doesNotContain("canary");
  }

  @Test
  void an_element_that_left_the_catalogue_is_an_internal_error() {
    assertThatThrownBy(() -> json.of(instance("gone", null)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Instance instance(String element, @Nullable String site) {
    return new Instance(
        "tenant-canary",
        new InstanceId(42),
        new AttemptId("i".repeat(43)),
        element,
        "Acme",
        List.of("trial"),
        site,
        Instant.parse("2030-01-01T12:00:00Z"),
        "ann",
        new Sealed("token-canary"));
  }
}
