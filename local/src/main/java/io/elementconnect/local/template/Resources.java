package io.elementconnect.local.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The template's resources, with {@code Globals} merged into those that SAM merges them into. What
 * {@code !Ref} and {@code !GetAtt} of one come to is the same in every run, and has the shape that
 * AWS gives it.
 */
final class Resources {
  private static final Map<String, String> GLOBALS =
      Map.of("AWS::Serverless::Function", "Function", "AWS::Serverless::HttpApi", "HttpApi");
  private static final Map<String, String> NAMES =
      Map.of(
          "AWS::DynamoDB::Table", "TableName",
          "AWS::IAM::Role", "RoleName",
          "AWS::Logs::LogGroup", "LogGroupName",
          "AWS::Serverless::Function", "FunctionName");

  private final Node globals;
  private final Node resources;
  private final Conditions conditions;
  private final Account account;
  private final Set<String> open = new HashSet<>();

  Resources(Node globals, Node resources, Conditions conditions, Account account) {
    this.globals = globals;
    this.resources = resources;
    this.conditions = conditions;
    this.account = account;
  }

  TemplateException wrong(String what) {
    return resources.wrong(what);
  }

  record Resource(String logicalId, Node properties) {}

  /** The resources of one type that exist under their conditions, in the template's order. */
  List<Resource> ofType(String type) {
    var found = new ArrayList<Resource>();
    for (var logicalId : resources.fields().keySet()) {
      var resource = resources.get(logicalId);
      if (resource.text("Type").equals(type) && exists(resource)) {
        found.add(new Resource(logicalId, properties(resource, type)));
      }
    }
    return List.copyOf(found);
  }

  /** What {@code !Ref} of a resource comes to. */
  String reference(String logicalId, Node from) {
    return switch (resource(logicalId, from).text("Type")) {
      case "AWS::DynamoDB::Table", "AWS::Serverless::Function", "AWS::Serverless::HttpApi" ->
          name(logicalId, from);
      case "AWS::KMS::Key" -> unique(logicalId);
      case "AWS::SecretsManager::Secret" -> attribute(logicalId, "Id", from);
      default -> throw from.wrong("!Ref " + logicalId + " has no value in a local run");
    };
  }

  /** What {@code !GetAtt} of a resource comes to. */
  String attribute(String logicalId, String attribute, Node from) {
    var name = name(logicalId, from);
    return switch (resource(logicalId, from).text("Type") + "." + attribute) {
      case "AWS::DynamoDB::Table.Arn" -> Account.arn("dynamodb", "table/" + name);
      case "AWS::IAM::Role.Arn" -> Account.globalArn("iam", "role/" + name);
      case "AWS::KMS::Key.Arn" -> Account.arn("kms", "key/" + unique(logicalId));
      case "AWS::KMS::Key.KeyId" -> unique(logicalId);
      case "AWS::Logs::LogGroup.Arn" -> Account.arn("logs", "log-group:" + name + ":*");
      case "AWS::Serverless::Function.Arn" -> Account.arn("lambda", "function:" + name);
      case "AWS::SecretsManager::Secret.Id" ->
          // Secrets Manager adds six characters, so that a secret made anew is another one.
          Account.arn("secretsmanager", "secret:" + name + "-" + unique(logicalId).substring(0, 6));
      default ->
          throw from.wrong(
              "!GetAtt " + logicalId + "." + attribute + " has no value in a local run");
    };
  }

  /** The name that the template gives, else one made of the stack's and the logical id. */
  String name(String logicalId, Node from) {
    var resource = resource(logicalId, from);
    var property = NAMES.getOrDefault(resource.text("Type"), "Name");
    if (!open.add(logicalId)) {
      throw resource.wrong("the name depends on itself");
    }
    try {
      return resource.orEmpty("Properties").text(property, account.stackName() + "-" + logicalId);
    } finally {
      open.remove(logicalId);
    }
  }

  private Node resource(String logicalId, Node from) {
    var resource =
        resources
            .find(logicalId)
            .orElseThrow(() -> from.wrong("there is no parameter or resource " + logicalId));
    if (!exists(resource)) {
      throw from.wrong(logicalId + " does not exist under its condition");
    }
    return resource;
  }

  private boolean exists(Node resource) {
    var condition = resource.fields().get("Condition");
    return condition == null || conditions.holds(condition.literal(), condition);
  }

  private Node properties(Node resource, String type) {
    var own = resource.orEmpty("Properties");
    own.fields();
    return globals.find(GLOBALS.getOrDefault(type, "")).map(own::over).orElse(own);
  }

  private String unique(String logicalId) {
    return UUID.nameUUIDFromBytes(
            (account.stackName() + "-" + logicalId).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
