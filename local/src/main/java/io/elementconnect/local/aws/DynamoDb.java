package io.elementconnect.local.aws;

import io.elementconnect.local.aws.Guarded.Permission;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Forwarder;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.template.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * DynamoDB whose descriptions of tables have the ARNs of the template: the engine has a region of
 * its own.
 */
record DynamoDb(Forwarder engine) implements Service {
  private static final Pattern OF_ENGINE = Pattern.compile("arn:aws:dynamodb:[^:\"]*:[0-9]*:");

  @Override
  public Reply answer(Target target, Call call) throws IOException, InterruptedException {
    var reply = engine.handle(call);
    return target.operation().endsWith("Table") ? corrected(reply) : reply;
  }

  private static Reply corrected(Reply reply) {
    var text = new String(reply.body(), StandardCharsets.UTF_8);
    var corrected = OF_ENGINE.matcher(text).replaceAll(Account.arn("dynamodb", ""));
    var body = corrected.getBytes(StandardCharsets.UTF_8);
    var checksum = new CRC32();
    checksum.update(body);
    return new Reply(reply.status(), reply.headers(), body)
        .with("x-amz-crc32", Long.toString(checksum.getValue()));
  }

  /**
   * The permissions that a request needs. A transaction needs none of its own, but one for each of
   * its parts; a batch needs its own on each of its tables.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">Using
   *     IAM with DynamoDB transactions</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">Actions,
   *     resources, and condition keys for Amazon DynamoDB</a>
   */
  static List<Permission> needed(String operation, RequestBody request) {
    return switch (operation) {
      case "TransactGetItems", "TransactWriteItems" ->
          request.list("TransactItems").stream().flatMap(DynamoDb::parts).toList();
      case "BatchGetItem", "BatchWriteItem" ->
          request.object("RequestItems").names().stream()
              .map(table -> permission(operation, arn(table)))
              .toList();
      default -> List.of(permission(operation, request));
    };
  }

  /** A part is named after its action: {@code Put}, {@code ConditionCheck}. */
  private static Stream<Permission> parts(RequestBody item) {
    return item.names().stream().map(part -> permission(part + "Item", item.object(part)));
  }

  private static String resource(RequestBody request) {
    return request
        .text("TableName")
        .map(DynamoDb::arn)
        .map(table -> request.text("IndexName").map(name -> table + "/index/" + name).orElse(table))
        .orElse("*");
  }

  private static String arn(String table) {
    return table.startsWith("arn:") ? table : Account.arn("dynamodb", "table/" + table);
  }

  private static Permission permission(String action, RequestBody request) {
    return new Permission("dynamodb:" + action, resource(request), leadingKeys(request));
  }

  /** The partition key, where it is the whole key: which of two is it, only the table says. */
  private static Map<String, String> leadingKeys(RequestBody request) {
    var key = request.object("Key");
    return key.names().size() == 1
        ? key.names().stream()
            .flatMap(name -> key.object(name).text("S").stream())
            .collect(Collectors.toMap(_ -> "dynamodb:LeadingKeys", value -> value))
        : Map.of();
  }

  private static Permission permission(String action, String resource) {
    return new Permission("dynamodb:" + action, resource);
  }
}
