package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What {@code !Ref} and {@code !GetAtt} of a resource come to: the same names in every run, and the
 * shape that AWS gives each.
 */
final class PhysicalNames {
  private final Mapping resources;
  private final Account account;
  private final Resolver resolver;
  private final Set<String> open = new HashSet<>();

  PhysicalNames(Mapping resources, Account account, Resolver resolver) {
    this.resources = resources;
    this.account = account;
    this.resolver = resolver;
  }

  String reference(String logicalId, Place from) {
    var resource = resource(logicalId, from);
    return switch (type(resource)) {
      case "AWS::DynamoDB::Table", "AWS::Serverless::Function", "AWS::Serverless::HttpApi" ->
          name(logicalId, resource);
      case "AWS::KMS::Key" -> unique(logicalId).toString();
      case "AWS::SecretsManager::Secret" -> arn(logicalId, resource, from);
      default -> throw from.wrong("!Ref " + logicalId + " has no value in a local run");
    };
  }

  String attribute(String logicalId, String attribute, Place from) {
    var resource = resource(logicalId, from);
    return switch (type(resource) + "." + attribute) {
      case "AWS::DynamoDB::Table.Arn",
          "AWS::IAM::Role.Arn",
          "AWS::KMS::Key.Arn",
          "AWS::Logs::LogGroup.Arn",
          "AWS::Serverless::Function.Arn",
          "AWS::SecretsManager::Secret.Id" ->
          arn(logicalId, resource, from);
      case "AWS::KMS::Key.KeyId" -> unique(logicalId).toString();
      default ->
          throw from.wrong(
              "!GetAtt " + logicalId + "." + attribute + " has no value in a local run");
    };
  }

  /** The name that the template gives, else one made of the stack's and the logical id. */
  String name(String logicalId, Place from) {
    return name(logicalId, resource(logicalId, from));
  }

  private String arn(String logicalId, Fields resource, Place from) {
    return switch (type(resource)) {
      case "AWS::DynamoDB::Table" -> Account.arn("dynamodb", "table/" + name(logicalId, resource));
      case "AWS::IAM::Role" -> Account.globalArn("iam", "role/" + name(logicalId, resource));
      case "AWS::KMS::Key" -> Account.arn("kms", "key/" + unique(logicalId));
      case "AWS::Logs::LogGroup" ->
          Account.arn("logs", "log-group:" + name(logicalId, resource) + ":*");
      case "AWS::Serverless::Function" ->
          Account.arn("lambda", "function:" + name(logicalId, resource));
      case "AWS::SecretsManager::Secret" ->
          // Secrets Manager adds six characters, so that a secret made anew is another one.
          Account.arn(
              "secretsmanager",
              "secret:"
                  + name(logicalId, resource)
                  + "-"
                  + unique(logicalId).toString().substring(0, 6));
      default -> throw from.wrong(logicalId + " has no ARN in a local run");
    };
  }

  private String name(String logicalId, Fields resource) {
    var property =
        switch (type(resource)) {
          case "AWS::DynamoDB::Table" -> "TableName";
          case "AWS::IAM::Role" -> "RoleName";
          case "AWS::Logs::LogGroup" -> "LogGroupName";
          case "AWS::Serverless::Function" -> "FunctionName";
          default -> "Name";
        };
    if (!open.add(logicalId)) {
      throw resource.place().wrong("the name depends on itself");
    }
    try {
      return resource
          .fields("Properties")
          .flatMap(properties -> properties.text(property))
          .orElseGet(() -> account.stackName() + "-" + logicalId);
    } finally {
      open.remove(logicalId);
    }
  }

  private Fields resource(String logicalId, Place from) {
    var part = resources.fields().get(logicalId);
    if (part == null) {
      throw from.wrong("there is no parameter or resource " + logicalId);
    }
    var resource = new Fields(resolver.mapping(part), resolver);
    if (!resource.exists()) {
      throw from.wrong(logicalId + " does not exist under its condition");
    }
    return resource;
  }

  private static String type(Fields resource) {
    return resource.requiredText("Type");
  }

  private UUID unique(String logicalId) {
    return UUID.nameUUIDFromBytes(
        (account.stackName() + "-" + logicalId).getBytes(StandardCharsets.UTF_8));
  }
}
