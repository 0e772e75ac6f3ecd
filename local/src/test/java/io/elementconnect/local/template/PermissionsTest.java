package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may do what, compared with the table of permissions.txt. */
@Tag("R60")
class PermissionsTest {
  private final Node file = YamlFile.read(Project.file("template.yaml"));

  @Test
  void every_role_may_do_what_the_table_says_and_nothing_else() {
    assertThat(RolePermissions.of(file))
        .containsExactlyInAnyOrderElementsOf(RolePermissions.table());
  }

  @Test
  void a_permission_is_for_one_action_and_only_secrets_are_named_by_a_prefix() {
    assertThat(RolePermissions.table())
        .filteredOn(permission -> permission.contains("*"))
        .containsExactlyInAnyOrder(
            "RedirectUrlRole secretsmanager:GetSecretValue element-connect/<deployment>/elements/*",
            "OAuthCallbackRole secretsmanager:GetSecretValue"
                + " element-connect/<deployment>/elements/*");
  }

  @Test
  void no_role_takes_managed_policies_and_each_policy_belongs_to_a_role() {
    assertThat(Parts.properties(file, "AWS::IAM::Role"))
        .allSatisfy(role ->
            assertThat(Parts.fields(role))
                .containsOnlyKeys("AssumeRolePolicyDocument", "Policies"));
    assertThat(Parts.ofType(file, "AWS::IAM::ManagedPolicy")).isEmpty();
    assertThat(Parts.ofType(file, "AWS::IAM::Policy")).isEmpty();
  }

  @Test
  void every_function_has_a_role_of_its_own_and_no_policies_besides() {
    var functions = Parts.properties(file, "AWS::Serverless::Function");

    assertThat(functions)
        .allSatisfy(function ->
            assertThat(Parts.fields(function))
                .doesNotContainKeys("Policies", "ManagedPolicyArns", "Connectors"));
    assertThat(functions)
        .extracting(function -> Parts.written(function, "Role"))
        .containsExactly(
            "!GetAtt RedirectUrlRole.Arn",
            "!GetAtt OAuthCallbackRole.Arn",
            "!GetAtt ReconcilerRole.Arn",
            "!GetAtt InstanceMetadataRole.Arn",
            "!GetAtt InstanceTokenRole.Arn");
  }

  @Test
  void only_lambda_and_the_scheduler_may_take_a_role() {
    var services =
        Parts.properties(file, "AWS::IAM::Role").stream()
            .flatMap(role -> Parts.items(role, "AssumeRolePolicyDocument", "Statement").stream())
            .map(statement -> Parts.written(statement, "Principal", "Service"));

    assertThat(services)
        .containsExactly(
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "lambda.amazonaws.com",
            "scheduler.amazonaws.com");
  }

  @Test
  void a_function_is_open_to_the_roles_that_a_parameter_names_and_to_no_other() {
    var permissions = Parts.ofType(file, "AWS::Lambda::Permission").values();

    assertThat(permissions)
        .extracting(
            permission -> Parts.written(permission, "Properties", "FunctionName"),
            permission -> Parts.written(permission, "Condition"))
        .containsExactly(
            tuple("!Ref ReconcilerFunction.Alias", "HasOperatorRole"),
            tuple("!Ref InstanceTokenFunction.Alias", "HasFirstBackendRole"),
            tuple("!Ref InstanceTokenFunction.Alias", "HasSecondBackendRole"),
            tuple("!Ref InstanceTokenFunction.Alias", "HasThirdBackendRole"));
  }

  @Test
  @Tag("R36")
  void the_access_log_holds_no_path_and_no_query() {
    var api = Parts.properties(file, "AWS::Serverless::HttpApi").getFirst();

    assertThat(Parts.written(api, "AccessLogSettings", "Format"))
        .isEqualTo(
            "{\"routeKey\":\"$context.routeKey\",\"status\":\"$context.status\","
                + "\"requestId\":\"$context.requestId\",\"latency\":\"$context.responseLatency\"}");
  }
}
