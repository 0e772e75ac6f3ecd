package io.elementconnect.local.template;

import io.elementconnect.local.template.Resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the roles of functions, and no others. What could give or take a permission in a way that
 * is not understood here is refused: {@code Deny}, {@code NotAction}, managed policies, policy
 * variables, conditions other than {@code StringEquals}.
 */
final class Roles {
  private static final String TYPE = "AWS::IAM::Role";

  private Roles() {}

  /** The roles of these functions, each once, in the order of the functions. */
  static List<Role> read(Resources resources, PhysicalNames names, List<Function> functions) {
    return functions.stream()
        .map(Function::role)
        .distinct()
        .map(logicalId ->
            resources.ofType(TYPE).stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .map(resource -> role(resource, names))
                .orElseGet(() -> new Role(logicalId, logicalId, List.of())))
        .toList();
  }

  /**
   * The logical id of a function's role. A function that names none gets one from SAM, which may
   * write logs and no more.
   */
  static String of(Resource function, Resources resources, PhysicalNames names) {
    var properties = function.properties();
    if (!properties.has("Role")) {
      properties.refuse("Policies", "give the function a Role with policies of its own instead");
      return function.logicalId() + "Role";
    }
    var arn = properties.requiredText("Role");
    return resources.ofType(TYPE).stream()
        .map(Resource::logicalId)
        .filter(id -> names.attribute(id, "Arn", properties.place("Role")).equals(arn))
        .findFirst()
        .orElseThrow(() -> properties.place("Role").wrong("must be a role of this template"));
  }

  private static Role role(Resource resource, PhysicalNames names) {
    var properties = resource.properties();
    properties.only(
        "AssumeRolePolicyDocument",
        "Description",
        "MaxSessionDuration",
        "Policies",
        "RoleName",
        "Tags");
    var permissions = new ArrayList<Permission>();
    for (var policy : properties.list("Policies")) {
      var document = policy.requiredFields("PolicyDocument");
      document.only("Version", "Statement");
      for (var statement : document.list("Statement")) {
        permissions.addAll(permissions(statement));
      }
    }
    var name = names.name(resource.logicalId(), properties.place());
    return new Role(resource.logicalId(), name, permissions);
  }

  private static List<Permission> permissions(Fields statement) {
    statement.only("Sid", "Effect", "Action", "Resource", "Condition");
    if (!statement.requiredText("Effect").equals("Allow")) {
      throw statement.place("Effect").wrong("must be Allow");
    }
    var conditions = conditions(statement);
    var permissions = new ArrayList<Permission>();
    for (var action : values(statement, "Action")) {
      for (var resource : values(statement, "Resource")) {
        for (var condition : conditions) {
          permissions.add(new Permission(action, resource, condition));
        }
      }
    }
    return permissions;
  }

  /** Each way to meet the condition: one value for every key. */
  private static List<Map<String, String>> conditions(Fields statement) {
    List<Map<String, String>> ways = List.of(Map.of());
    if (!statement.has("Condition")) {
      return ways;
    }
    var condition = statement.requiredFields("Condition");
    condition.only("StringEquals");
    var equals = condition.requiredFields("StringEquals");
    for (var key : equals.names()) {
      var more = new ArrayList<Map<String, String>>();
      for (var way : ways) {
        for (var value : values(equals, key)) {
          var longer = new TreeMap<>(way);
          longer.put(key, value);
          more.add(longer);
        }
      }
      ways = more;
    }
    return ways;
  }

  private static List<String> values(Fields fields, String name) {
    var values = fields.oneOrMore(name);
    if (values.stream().anyMatch(value -> value.contains("${"))) {
      throw fields.place(name).wrong("policy variables are not understood here");
    }
    return values;
  }
}
