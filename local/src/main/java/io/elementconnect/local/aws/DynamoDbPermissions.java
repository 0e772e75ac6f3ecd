package io.elementconnect.local.aws;

import io.elementconnect.local.template.Account;
import java.util.List;
import java.util.stream.Stream;

/**
 * What requests to DynamoDB need permissions for. A transaction needs none of its own, but one for
 * each of its parts; a batch needs its own on each of its tables.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">Using
 *     IAM with DynamoDB transactions</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">Actions,
 *     resources, and condition keys for Amazon DynamoDB</a>
 */
final class DynamoDbPermissions {
  private DynamoDbPermissions() {}

  static List<RequiredPermission> needed(String operation, RequestBody request) {
    return switch (operation) {
      case "TransactGetItems", "TransactWriteItems" ->
          request.list("TransactItems").stream().flatMap(DynamoDbPermissions::parts).toList();
      case "BatchGetItem", "BatchWriteItem" ->
          request.object("RequestItems").names().stream()
              .map(table -> permission(operation, arn(table)))
              .toList();
      default -> List.of(permission(operation, resource(request)));
    };
  }

  /** A part is named after its action: {@code Put}, {@code ConditionCheck}. */
  private static Stream<RequiredPermission> parts(RequestBody item) {
    return item.names().stream()
        .map(part -> permission(part + "Item", resource(item.object(part))));
  }

  private static String resource(RequestBody request) {
    return request
        .text("TableName")
        .map(DynamoDbPermissions::arn)
        .map(table -> request.text("IndexName").map(name -> table + "/index/" + name).orElse(table))
        .orElse("*");
  }

  private static String arn(String table) {
    return table.startsWith("arn:") ? table : Account.arn("dynamodb", "table/" + table);
  }

  private static RequiredPermission permission(String action, String resource) {
    return new RequiredPermission("dynamodb:" + action, resource);
  }
}
