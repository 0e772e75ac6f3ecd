package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.template.Node.Call;
import io.elementconnect.local.template.Node.Items;
import java.util.List;
import java.util.stream.Stream;

/** What roles may do, one permission a line: the table of permissions.txt, and a template's. */
final class RolePermissions {
  private static final String SECRET_ARN =
      "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:";

  private RolePermissions() {}

  static List<String> table() {
    return Project.lines("permissions.txt");
  }

  /** Those of every role of the template, before or after SAM has translated it. */
  static List<String> of(Node file) {
    return Parts.ofType(file, "AWS::IAM::Role").entrySet().stream()
        .flatMap(role ->
            Parts.items(role.getValue(), "Properties", "Policies").stream()
                .flatMap(policy -> Parts.items(policy, "PolicyDocument", "Statement").stream())
                .flatMap(statement -> permissions(role.getKey(), statement)))
        .toList();
  }

  private static Stream<String> permissions(String role, Node statement) {
    assertThat(Parts.fields(statement).keySet())
        .isSubsetOf("Effect", "Action", "Resource", "Condition");
    assertThat(Parts.written(statement, "Effect")).isEqualTo("Allow");
    var conditions = conditions(statement);
    return Parts.oneOrMore(Parts.at(statement, "Action"))
        .flatMap(action ->
            Parts.oneOrMore(Parts.at(statement, "Resource"))
                .flatMap(resource ->
                    conditions.stream()
                        .map(condition ->
                            role
                                + " "
                                + Parts.written(action)
                                + " "
                                + resource(resource)
                                + condition)));
  }

  private static List<String> conditions(Node statement) {
    if (!Parts.fields(statement).containsKey("Condition")) {
      return List.of("");
    }
    var operator = Parts.fields(statement, "Condition").keySet().iterator().next();
    assertThat(operator).isIn("StringEquals", "ForAllValues:StringEquals");
    assertThat(Parts.fields(statement, "Condition")).containsOnlyKeys(operator);
    return Parts.fields(statement, "Condition", operator).entrySet().stream()
        .flatMap(one ->
            Parts.oneOrMore(one.getValue())
                .map(value -> " if " + one.getKey() + " is " + Parts.written(value)))
        .toList();
  }

  /** As it is written, but for the secrets of all elements, which takes a line. */
  private static String resource(Node node) {
    if (node.content() instanceof Call(var function, Node(_, Items(var arguments), _))
        && function.equals("Sub")) {
      var text = Parts.written(arguments.getFirst());
      assertThat(text).startsWith(SECRET_ARN);
      return text.substring(SECRET_ARN.length()).replace("${Deployment}", "<deployment>");
    }
    return Parts.written(node);
  }
}
