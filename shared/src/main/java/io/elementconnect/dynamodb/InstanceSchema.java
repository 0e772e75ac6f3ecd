package io.elementconnect.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import io.elementconnect.AttemptId;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** How an instance is stored in its table. */
final class InstanceSchema {
  static final String TENANT = "tenant";
  static final String ID = "instanceId";
  static final String ATTEMPT_ID = "attemptId";

  static final TableSchema<Instance> SCHEMA =
      new Row.Schema<>(Instance.class, InstanceSchema::read)
          .text(TENANT, Instance::tenant, primaryPartitionKey())
          .number(ID, instance -> instance.id().value(), primarySortKey())
          .text(ATTEMPT_ID, instance -> instance.attemptId().value())
          .text("element", Instance::element)
          .text("name", Instance::name)
          .texts("tags", Instance::tags)
          .text("site", Instance::site)
          .time("createdAt", Instance::createdAt)
          .text("createdBy", Instance::createdBy)
          .text("token", instance -> instance.token().text())
          .build();

  private InstanceSchema() {}

  private static Instance read(Row row) {
    return new Instance(
        row.requiredText(TENANT),
        new InstanceId(row.requiredNumber(ID)),
        new AttemptId(row.requiredText(ATTEMPT_ID)),
        row.requiredText("element"),
        row.requiredText("name"),
        row.texts("tags"),
        row.text("site"),
        row.requiredTime("createdAt"),
        row.requiredText("createdBy"),
        new Sealed(row.requiredText("token")));
  }
}
