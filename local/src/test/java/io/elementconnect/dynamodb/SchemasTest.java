package io.elementconnect.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.template.Project;
import io.elementconnect.local.template.TableResource;
import io.elementconnect.local.template.TableResource.Attribute;
import io.elementconnect.local.template.Template;
import io.elementconnect.testing.Examples;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** The tables of template.yaml have the keys and the indexes that the code writes. */
class SchemasTest {
  private final Template template = Project.template();
  private final TableResource attempts = table("ATTEMPTS_TABLE");
  private final TableResource instances = table("INSTANCES_TABLE");

  @Test
  void an_attempt_has_the_key_of_its_table() {
    assertThat(hash(AttemptSchema.SCHEMA)).isEqualTo(attempts.hash());
    assertThat(range(AttemptSchema.SCHEMA)).isEqualTo(attempts.range());
  }

  @Test
  void an_attempt_that_was_stored_without_defaults_counted_on_none() {
    var attempt = Examples.attempt(Examples.caller(), Examples.browserKey());
    var item = new HashMap<>(AttemptSchema.SCHEMA.itemToMap(attempt, true));
    item.remove("defaults");

    assertThat(AttemptSchema.SCHEMA.mapToItem(item).request().defaults()).isEmpty();
  }

  @Test
  void a_counter_of_starts_has_the_key_of_the_attempts_table() {
    assertThat(hash(StartsCounter.SCHEMA)).isEqualTo(attempts.hash());
    assertThat(range(StartsCounter.SCHEMA)).isEqualTo(attempts.range());
  }

  @Test
  void the_check_of_the_account_has_the_key_of_the_attempts_table_and_no_end() {
    assertThat(hash(DynamoAccountChecks.SCHEMA)).isEqualTo(attempts.hash());
    assertThat(range(DynamoAccountChecks.SCHEMA)).isEqualTo(attempts.range());
    assertThat(DynamoAccountChecks.SCHEMA.attributeNames()).doesNotContain(AttemptSchema.TTL);
  }

  @Test
  void an_instance_has_the_key_of_its_table() {
    assertThat(hash(InstanceSchema.SCHEMA)).isEqualTo(instances.hash());
    assertThat(range(InstanceSchema.SCHEMA)).isEqualTo(instances.range());
  }

  @Test
  void an_attempt_has_the_attributes_of_the_repair_index() {
    var index = attempts.indexes().getFirst();

    assertThat(attempts.indexes()).hasSize(1);
    assertThat(attribute(AttemptSchema.SCHEMA, index.hash().name())).isEqualTo(index.hash());
    assertThat(index.range().map(range -> attribute(AttemptSchema.SCHEMA, range.name())))
        .isEqualTo(index.range());
  }

  @Test
  void an_entry_of_the_repair_index_has_its_keys_and_those_of_the_table() {
    var index = attempts.indexes().getFirst();
    var entry = DynamoUnsettledAttempts.ENTRIES.tableMetadata();

    assertThat(hash(DynamoUnsettledAttempts.ENTRIES)).isEqualTo(attempts.hash());
    assertThat(attribute(DynamoUnsettledAttempts.ENTRIES, entry.indexPartitionKey(index.name())))
        .isEqualTo(index.hash());
    assertThat(
            entry
                .indexSortKey(index.name())
                .map(name -> attribute(DynamoUnsettledAttempts.ENTRIES, name)))
        .isEqualTo(index.range());
  }

  @Test
  @Tag("R10")
  void attempts_and_counters_end_by_the_attribute_that_the_table_ends_them_by() {
    var ttl = new Attribute(AttemptSchema.TTL, "N");

    assertThat(attempts.ttlAttribute()).contains(ttl.name());
    for (var schema : List.of(AttemptSchema.SCHEMA, StartsCounter.SCHEMA)) {
      assertThat(attribute(schema, ttl.name())).isEqualTo(ttl);
    }
  }

  private TableResource table(String variable) {
    var names =
        template.functions().stream()
            .flatMap(function -> Optional.ofNullable(function.environment().get(variable)).stream())
            .distinct()
            .toList();
    assertThat(names).hasSize(1);
    return template.tables().stream()
        .filter(table -> table.name().equals(names.getFirst()))
        .findFirst()
        .orElseThrow();
  }

  private static Attribute hash(TableSchema<?> schema) {
    return attribute(schema, schema.tableMetadata().primaryPartitionKey());
  }

  private static Optional<Attribute> range(TableSchema<?> schema) {
    return schema.tableMetadata().primarySortKey().map(name -> attribute(schema, name));
  }

  private static Attribute attribute(TableSchema<?> schema, String name) {
    assertThat(schema.attributeNames()).contains(name);
    return new Attribute(name, schema.converterForAttribute(name).attributeValueType().name());
  }
}
