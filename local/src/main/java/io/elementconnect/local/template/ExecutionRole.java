package io.elementconnect.local.template;

import io.elementconnect.local.template.Resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A role that a function runs under ({@code AWS::IAM::Role}). It may do what one of its permissions
 * allows, and nothing else. What could give or take a permission in a way that is not understood
 * here is refused: {@code Deny}, {@code NotAction}, managed policies, policy variables, conditions
 * other than {@code StringEquals}, of a key with several values {@code ForAllValues:StringEquals}.
 *
 * @param name its physical name
 */
public record ExecutionRole(String logicalId, String name, List<Permission> permissions) {
  // A request here has one value of each key, for which both mean the same.
  private static final List<String> OPERATORS =
      List.of("StringEquals", "ForAllValues:StringEquals");

  /**
   * One action on one resource that a policy allows. In both {@code *} stands for any characters
   * and {@code ?} for one.
   *
   * @param action such as {@code dynamodb:GetItem}; case does not matter
   * @param resource an ARN
   * @param condition what the request must come with ({@code StringEquals}), key by key
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM
   *     JSON policy elements</a>
   */
  public record Permission(String action, String resource, Map<String, String> condition) {

    public Permission {
      condition = Map.copyOf(condition);
    }

    /**
     * Whether it allows a request.
     *
     * @param context the condition keys that the request comes with
     */
    public boolean allows(
        String requestedAction, String requestedResource, Map<String, String> context) {
      return matches(action.toLowerCase(Locale.ROOT), requestedAction.toLowerCase(Locale.ROOT))
          && matches(resource, requestedResource)
          && context.entrySet().containsAll(condition.entrySet());
    }

    /** As {@code permissions.txt} has it, but for the resource, which is an ARN here. */
    @Override
    public String toString() {
      return condition.entrySet().stream()
          .map(one -> " if " + one.getKey() + " is " + one.getValue())
          .sorted()
          .collect(Collectors.joining("", action + " " + resource, ""));
    }

    private static boolean matches(String pattern, String text) {
      var expression = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
      return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
    }
  }

  /** The permissions that allow a request, or none. */
  public List<Permission> allowing(String action, String resource, Map<String, String> context) {
    return permissions.stream()
        .filter(permission -> permission.allows(action, resource, context))
        .toList();
  }

  /** The roles of functions and no others, each once, in the order of the functions. */
  static List<ExecutionRole> read(Resources resources) {
    return resources.ofType(FunctionResource.TYPE).stream()
        .map(function -> of(function, resources))
        .distinct()
        .toList();
  }

  /** A function that names no role gets one from SAM, which may write logs and no more. */
  static ExecutionRole of(Resource function, Resources resources) {
    var properties = function.properties();
    if (!properties.has("Role")) {
      properties.refuse("Policies", "give the function a Role with policies of its own instead");
      var id = function.logicalId() + "Role";
      return new ExecutionRole(id, id, List.of());
    }
    var arn = properties.text("Role");
    return resources.ofType("AWS::IAM::Role").stream()
        .filter(role -> resources.attribute(role.logicalId(), "Arn", properties).equals(arn))
        .findFirst()
        .map(role -> role(role, resources))
        .orElseThrow(() -> properties.wrong("Role", "must be a role of this template"));
  }

  private static ExecutionRole role(Resource role, Resources resources) {
    var properties = role.properties();
    properties.only(
        "AssumeRolePolicyDocument",
        "Description",
        "MaxSessionDuration",
        "Policies",
        "RoleName",
        "Tags");
    var permissions =
        properties.items("Policies").stream()
            .flatMap(policy -> {
              var document = policy.get("PolicyDocument");
              document.only("Version", "Statement");
              return document.items("Statement").stream();
            })
            .flatMap(ExecutionRole::permissions)
            .toList();
    var name = resources.name(role.logicalId(), properties);
    return new ExecutionRole(role.logicalId(), name, permissions);
  }

  private static Stream<Permission> permissions(Node statement) {
    statement.only("Sid", "Effect", "Action", "Resource", "Condition");
    if (!statement.text("Effect").equals("Allow")) {
      throw statement.wrong("Effect", "must be Allow");
    }
    var conditions = conditions(statement);
    return values(statement, "Action")
        .flatMap(action ->
            values(statement, "Resource")
                .flatMap(resource ->
                    conditions.stream()
                        .map(condition -> new Permission(action, resource, condition))));
  }

  /** Each way to meet the condition: one value for every key. */
  private static List<Map<String, String>> conditions(Node statement) {
    var ways = List.of(Map.<String, String>of());
    if (!statement.has("Condition")) {
      return ways;
    }
    var condition = statement.get("Condition");
    condition.only(OPERATORS.toArray(String[]::new));
    for (var operator : OPERATORS) {
      if (condition.has(operator)) {
        ways = conditions(ways, condition.get(operator));
      }
    }
    return ways;
  }

  private static List<Map<String, String>> conditions(List<Map<String, String>> ways, Node equals) {
    var longer = ways;
    for (var key : equals.fields().keySet()) {
      longer =
          longer.stream()
              .flatMap(way -> values(equals, key).map(one -> with(way, key, one)))
              .toList();
    }
    return longer;
  }

  private static Map<String, String> with(Map<String, String> way, String key, String value) {
    var longer = new HashMap<>(way);
    longer.put(key, value);
    return longer;
  }

  private static Stream<String> values(Node statement, String name) {
    var values = statement.oneOrMore(name);
    if (values.stream().anyMatch(value -> value.contains("${"))) {
      throw statement.wrong(name, "policy variables are not understood here");
    }
    return values.stream();
  }
}
