package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.elementconnect.local.template.ExecutionRole.Permission;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesTest {
  private static final String STATEMENT = "Resources.Role.Properties.Policies[0].PolicyDocument";

  @TempDir private Path directory;

  @Test
  void every_action_resource_and_condition_is_a_permission_of_its_own() {
    var role =
        role(
            """
            Effect: Allow
            Action: [kms:Encrypt, kms:Decrypt]
            Resource: ["a", !Sub "${AWS::StackName}-*"]
            Condition: {StringEquals: {k: [one, two], m: three}}
            """);

    assertThat(role.name()).isEqualTo("stack-Role");
    assertThat(role.permissions())
        .hasSize(8)
        .contains(
            new Permission("kms:Encrypt", "a", Map.of("k", "one", "m", "three")),
            new Permission("kms:Decrypt", "stack-*", Map.of("k", "two", "m", "three")));
  }

  @Test
  void a_condition_may_be_on_a_key_with_several_values() {
    var role =
        role(
            """
            Effect: Allow
            Action: dynamodb:GetItem
            Resource: a
            Condition:
              ForAllValues:StringEquals: {"dynamodb:LeadingKeys": [account]}
            """);

    assertThat(role.permissions())
        .containsExactly(
            new Permission("dynamodb:GetItem", "a", Map.of("dynamodb:LeadingKeys", "account")));
  }

  @Test
  void a_role_of_no_function_may_hold_anything() {
    var template =
        SmallTemplate.read(
            directory,
            """
                  Role: !GetAtt Role.Arn
              Role: {Type: AWS::IAM::Role, Properties: {}}
              Scheduler:
                Type: AWS::IAM::Role
                Properties: {ManagedPolicyArns: [!FindInMap [A, b, c]]}
            """);

    assertThat(template.roles())
        .containsExactly(new ExecutionRole("Role", "stack-Role", List.of()));
  }

  @Test
  void a_function_without_a_role_may_do_nothing() {
    var template = SmallTemplate.read(directory, "");

    assertThat(template.functions().getFirst().role()).isEqualTo("FunctionRole");
    assertThat(template.roles())
        .containsExactly(new ExecutionRole("FunctionRole", "FunctionRole", List.of()));
  }

  @Test
  void policies_without_a_role_are_refused() {
    assertThat(error("      Policies: [AmazonDynamoDBReadOnlyAccess]\n"))
        .endsWith("Policies: give the function a Role with policies of its own instead");
  }

  @Test
  void a_role_from_elsewhere_is_refused() {
    assertThat(error("      Role: arn:aws:iam::000000000000:role/other\n"))
        .isEqualTo(
            "template.yaml:9 Resources.Function.Properties.Role: must be a role of this template");
  }

  @Test
  void managed_policies_are_refused() {
    assertThat(
            error(
                """
                      Role: !GetAtt Role.Arn
                  Role: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [a]}}
                """))
        .isEqualTo(
            "template.yaml:10 Resources.Role.Properties.ManagedPolicyArns:"
                + " is not understood here");
  }

  @Test
  void what_is_not_understood_in_a_statement_is_refused() {
    assertThat(statement("{Effect: Deny, Action: a, Resource: r}"))
        .isEqualTo(STATEMENT + ".Statement[0].Effect: must be Allow");
    assertThat(statement("{Effect: Allow, NotAction: a, Resource: r}"))
        .isEqualTo(STATEMENT + ".Statement[0].NotAction: is not understood here");
    assertThat(statement("{Effect: Allow, Action: a, NotResource: r}"))
        .isEqualTo(STATEMENT + ".Statement[0].NotResource: is not understood here");
    assertThat(statement("{Effect: Allow, Action: a, Resource: r, Condition: {Bool: {k: true}}}"))
        .isEqualTo(STATEMENT + ".Statement[0].Condition.Bool: is not understood here");
    assertThat(statement("{Effect: Allow, Action: a, Resource: 'r/${aws:username}'}"))
        .isEqualTo(STATEMENT + ".Statement[0].Resource: policy variables are not understood here");
    assertThat(statement("{Effect: Allow, Resource: r}"))
        .isEqualTo(STATEMENT + ".Statement[0]: has no Action");
  }

  private ExecutionRole role(String statement) {
    return read(statement).roles().getFirst();
  }

  /** The error without the file and the line. */
  private String statement(String statement) {
    var error = catchThrowableOfType(TemplateException.class, () -> read(statement));
    assertThat(error).isNotNull();
    return String.valueOf(error.getMessage()).replaceFirst("template.yaml:[0-9]+ ", "");
  }

  private Template read(String statement) {
    return SmallTemplate.read(
        directory,
        """
              Role: !GetAtt Role.Arn
          Role:
            Type: AWS::IAM::Role
            Properties:
              Policies:
                - PolicyName: all
                  PolicyDocument:
                    Statement:
                      -
        """
            + statement.indent(16));
  }

  private String error(String more) {
    var error =
        catchThrowableOfType(TemplateException.class, () -> SmallTemplate.read(directory, more));
    assertThat(error).isNotNull();
    return String.valueOf(error.getMessage());
  }
}
