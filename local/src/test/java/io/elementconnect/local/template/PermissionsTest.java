package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may do what, compared with the table of permissions.txt. */
class PermissionsTest {
  private static final String SECRET_ARN =
      "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:";

  private final Mapping file = YamlFile.read(Project.file("template.yaml"));

  @Test
  void every_role_may_do_what_the_table_says_and_nothing_else() throws IOException {
    var permissions =
        ofType("AWS::IAM::Role")
            .flatMap(role ->
                list(properties(role.getValue()), "Policies").stream()
                    .map(policy -> field(policy, "PolicyDocument"))
                    .flatMap(document -> list(document, "Statement").stream())
                    .flatMap(statement -> permissions(role.getKey(), statement)))
            .toList();

    assertThat(permissions).containsExactlyInAnyOrderElementsOf(table());
  }

  @Test
  void no_role_takes_managed_policies_and_each_policy_belongs_to_a_role() {
    assertThat(ofType("AWS::IAM::Role"))
        .allSatisfy(role ->
            assertThat(((Mapping) properties(role.getValue())).fields())
                .containsOnlyKeys("AssumeRolePolicyDocument", "Policies"));
    assertThat(ofType("AWS::IAM::ManagedPolicy")).isEmpty();
    assertThat(ofType("AWS::IAM::Policy")).isEmpty();
  }

  @Test
  void every_function_has_a_role_of_its_own_and_no_policies_besides() {
    var roles =
        ofType("AWS::Serverless::Function")
            .peek(function ->
                assertThat(((Mapping) properties(function.getValue())).fields())
                    .doesNotContainKeys("Policies", "ManagedPolicyArns", "Connectors"))
            .map(function -> written(field(properties(function.getValue()), "Role")))
            .toList();

    assertThat(roles)
        .containsExactly(
            "!GetAtt RedirectUrlRole.Arn",
            "!GetAtt OAuthCallbackRole.Arn",
            "!GetAtt InstanceMetadataRole.Arn",
            "!GetAtt InstanceTokenRole.Arn");
  }

  @Test
  void only_lambda_and_the_scheduler_may_take_a_role() {
    var services =
        ofType("AWS::IAM::Role")
            .map(role -> field(properties(role.getValue()), "AssumeRolePolicyDocument"))
            .flatMap(document -> list(document, "Statement").stream())
            .map(statement -> written(field(field(statement, "Principal"), "Service")));

    assertThat(services)
        .containsExactly(
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "scheduler.amazonaws.com");
  }

  @Test
  void only_the_token_function_is_open_to_roles_and_only_when_they_are_named() {
    var permissions = ofType("AWS::Lambda::Permission").map(Map.Entry::getValue).toList();

    assertThat(permissions)
        .extracting(permission -> written(field(properties(permission), "FunctionName")))
        .hasSize(3)
        .containsOnly("!Ref InstanceTokenFunction.Alias");
    assertThat(permissions)
        .extracting(permission -> written(field(permission, "Condition")))
        .containsExactly("HasFirstBackendRole", "HasSecondBackendRole", "HasThirdBackendRole");
  }

  @Test
  void the_access_log_holds_no_path_and_no_query() {
    var api = ofType("AWS::Serverless::HttpApi").findFirst().orElseThrow().getValue();

    assertThat(written(field(field(properties(api), "AccessLogSettings"), "Format")))
        .isEqualTo(
            "{\"routeKey\":\"$context.routeKey\",\"status\":\"$context.status\","
                + "\"requestId\":\"$context.requestId\",\"latency\":\"$context.responseLatency\"}");
  }

  private static Stream<String> permissions(String role, Part statement) {
    assertThat(written(field(statement, "Effect"))).isEqualTo("Allow");
    assertThat(((Mapping) statement).fields().keySet())
        .isSubsetOf("Effect", "Action", "Resource", "Condition");
    var conditions = conditions(statement);
    return oneOrMore(field(statement, "Action"))
        .flatMap(action ->
            oneOrMore(field(statement, "Resource"))
                .flatMap(resource ->
                    conditions.stream()
                        .map(condition ->
                            role + " " + written(action) + " " + written(resource) + condition)));
  }

  private static List<String> conditions(Part statement) {
    if (!((Mapping) statement).fields().containsKey("Condition")) {
      return List.of("");
    }
    var condition = (Mapping) field(statement, "Condition");
    assertThat(condition.fields()).containsOnlyKeys("StringEquals");
    return ((Mapping) field(condition, "StringEquals"))
        .fields().entrySet().stream()
            .flatMap(one ->
                oneOrMore(one.getValue())
                    .map(value -> " if " + one.getKey() + " is " + written(value)))
            .toList();
  }

  /** A part as it stands in the file, but for the secrets of all elements, which takes a line. */
  private static String written(Part part) {
    return switch (part) {
      case Scalar(_, var text) -> text;
      case Call(_, var function, Scalar(_, var argument)) -> "!" + function + " " + argument;
      case Call(_, var function, Sequence(_, var arguments)) when function.equals("Sub") -> {
        var text = written(arguments.getFirst());
        assertThat(text).startsWith(SECRET_ARN);
        yield text.substring(SECRET_ARN.length()).replace("${Deployment}", "<deployment>");
      }
      case Part other -> throw other.place().wrong("is written in a way the table cannot name");
    };
  }

  private static Stream<Part> oneOrMore(Part part) {
    return part instanceof Sequence(_, var items) ? items.stream() : Stream.of(part);
  }

  private Stream<Map.Entry<String, Part>> ofType(String type) {
    return ((Mapping) field(file, "Resources"))
        .fields().entrySet().stream()
            .filter(resource -> written(field(resource.getValue(), "Type")).equals(type));
  }

  private static Part properties(Part resource) {
    return field(resource, "Properties");
  }

  private static List<Part> list(Part part, String name) {
    return ((Sequence) field(part, name)).items();
  }

  private static Part field(Part part, String name) {
    return Objects.requireNonNull(((Mapping) part).fields().get(name), name);
  }

  private static List<String> table() throws IOException {
    try (InputStream in = PermissionsTest.class.getResourceAsStream("permissions.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }
  }
}
