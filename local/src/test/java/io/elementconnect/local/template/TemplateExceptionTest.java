package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said in one line that names the place. */
class TemplateExceptionTest {
  private static final String VALUE = "Resources.Function.Properties.Environment.Variables.VALUE: ";

  @TempDir private Path directory;

  @Test
  void a_missing_file() {
    var error =
        catchThrowableOfType(
            TemplateException.class,
            () -> Template.read(directory.resolve("none.yaml"), Map.of(), "stack"));

    assertThat(error).hasMessage("none.yaml:1: cannot be read");
  }

  @Test
  void a_syntax_error() {
    assertThat(error("Resources:\n  Api: [a,\n"))
        .isEqualTo(
            "template.yaml:3: is not YAML: expected the node content, but found '<stream end>'");
  }

  @Test
  void an_anchor() {
    assertThat(error("Resources:\n  Api: &api\n    Type: T\n"))
        .isEqualTo("template.yaml:2 Resources.Api: CloudFormation knows no anchors");
  }

  @Test
  void a_key_that_stands_twice() {
    assertThat(error("Resources:\n  Api: {Type: T}\n  Api: {Type: T}\n"))
        .isEqualTo("template.yaml:3 Resources.Api: stands here a second time");
  }

  @Test
  void a_key_without_a_value() {
    assertThat(error("Resources:\n  Api:\n"))
        .isEqualTo("template.yaml:2 Resources.Api: has no value");
  }

  @Test
  void a_parameter_without_a_value() {
    assertThat(error("Parameters:\n  Issuer:\n    Type: String\n"))
        .isEqualTo("template.yaml:2 Parameters.Issuer: the parameter has no value and no default");
  }

  @Test
  void a_parameter_that_is_not_declared() {
    assertThat(error("Parameters:\n  A: {Type: String}\n", Map.of("A", "a", "B", "b")))
        .isEqualTo("template.yaml:1 Parameters: there is no parameter B");
  }

  @Test
  void a_parameter_that_does_not_match_is_not_shown() {
    assertThat(
            error(
                "Parameters:\n  A: {Type: CommaDelimitedList, AllowedPattern: '[a-z]+'}\n",
                Map.of("A", "good,BAD")))
        .isEqualTo("template.yaml:2 Parameters.A: the value does not match [a-z]+");
  }

  @Test
  void a_pattern_that_is_no_regular_expression() {
    assertThat(error("Parameters:\n  A: {Type: String, AllowedPattern: '('}\n", Map.of("A", "a")))
        .isEqualTo("template.yaml:2 Parameters.A: AllowedPattern is no regular expression");
  }

  @Test
  void a_parameter_that_is_not_among_the_allowed() {
    assertThat(error("Parameters:\n  A: {Type: Number, AllowedValues: [1, 2]}\n", Map.of("A", "3")))
        .isEqualTo("template.yaml:2 Parameters.A: the value is not among AllowedValues");
  }

  @Test
  void a_parameter_that_is_no_number() {
    assertThat(error("Parameters:\n  A: {Type: Number}\n", Map.of("A", "many")))
        .isEqualTo("template.yaml:2 Parameters.A: the value must be a number");
  }

  @Test
  void a_function_of_cloudformation_that_is_not_understood() {
    assertThat(variable("!FindInMap [A, b, c]"))
        .isEqualTo("template.yaml:11 " + VALUE + "!FindInMap is not understood here");
  }

  @Test
  void a_reference_to_nothing() {
    assertThat(variable("!Ref Nothing"))
        .isEqualTo("template.yaml:11 " + VALUE + "there is no parameter or resource Nothing");
  }

  @Test
  void an_attribute_that_has_no_value_here() {
    assertThat(variable("!GetAtt Function.Version"))
        .isEqualTo(
            "template.yaml:11 " + VALUE + "!GetAtt Function.Version has no value in a local run");
  }

  @Test
  void a_list_where_a_text_is_needed() {
    assertThat(variable("[a]")).isEqualTo("template.yaml:11 " + VALUE + "must be a text");
  }

  @Test
  void a_selection_beyond_the_end() {
    assertThat(variable("!Select [1, [a]]"))
        .isEqualTo("template.yaml:11 " + VALUE + "!Select has no item 1 to select");
  }

  @Test
  void a_condition_that_is_not_declared() {
    assertThat(variable("!If [Unknown, a, b]"))
        .isEqualTo("template.yaml:11 " + VALUE + "there is no condition Unknown");
  }

  @Test
  void a_condition_that_depends_on_itself() {
    assertThat(
            error(
                SmallTemplate.withVariable(
                    "Conditions:\n  A: !Not [!Condition A]\n", "!If [A, a, b]")))
        .isEqualTo("template.yaml:2 Conditions.A: depends on itself");
  }

  @Test
  void a_name_that_depends_on_itself() {
    assertThat(more("      FunctionName: !Sub '${Function}-x'\n"))
        .isEqualTo("template.yaml:4 Resources.Function: the name depends on itself");
  }

  @Test
  void a_function_without_a_handler() {
    assertThat(
            error(
                """
                Resources:
                  Api:
                    Type: AWS::Serverless::HttpApi
                  Function:
                    Type: AWS::Serverless::Function
                    Properties:
                      CodeUri: a.zip
                """))
        .isEqualTo("template.yaml:6 Resources.Function.Properties: has no Handler");
  }

  @Test
  void a_timeout_that_is_no_number() {
    assertThat(more("      Timeout: soon\n"))
        .isEqualTo(
            "template.yaml:9 Resources.Function.Properties.Timeout: must be a number of seconds");
  }

  @Test
  void a_template_without_an_api() {
    assertThat(error("Resources:\n  Key:\n    Type: AWS::KMS::Key\n"))
        .isEqualTo("template.yaml:1 Resources: must hold exactly one AWS::Serverless::HttpApi");
  }

  @Test
  void a_default_authorizer() {
    assertThat(
            error(
                """
                Resources:
                  Api:
                    Type: AWS::Serverless::HttpApi
                    Properties:
                      Auth:
                        DefaultAuthorizer: Jwt
                """))
        .isEqualTo(
            "template.yaml:6 Resources.Api.Properties.Auth.DefaultAuthorizer:"
                + " name the authorizer on each protected route instead");
  }

  @Test
  void an_authorizer_that_is_not_defined() {
    assertThat(
            more(
                """
                      Events:
                        Read:
                          Type: HttpApi
                          Properties:
                            ApiId: !Ref Api
                            Method: GET
                            Path: /
                            Auth: {Authorizer: Jwt}
                """))
        .isEqualTo(
            "template.yaml:16 Resources.Function.Properties.Events.Read.Properties.Auth.Authorizer:"
                + " there is no authorizer Jwt");
  }

  @Test
  void a_route_whose_authorizer_comes_to_nothing() {
    assertThat(
            more(
                """
                      Events:
                        Read:
                          Type: HttpApi
                          Properties:
                            ApiId: !Ref Api
                            Method: GET
                            Path: /
                            Auth: {Authorizer: !Ref AWS::NoValue}
                """))
        .isEqualTo(
            "template.yaml:16 Resources.Function.Properties.Events.Read.Properties.Auth:"
                + " has no Authorizer");
  }

  @Test
  void a_route_that_stands_twice() {
    assertThat(
            more(
                """
                      Events:
                        One: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /}}
                        Two: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: GET, Path: /}}
                """))
        .isEqualTo(
            "template.yaml:11 Resources.Function.Properties.Events.Two: there is another GET /");
  }

  @Test
  void a_key_attribute_without_a_type() {
    assertThat(
            more(
                """
                  Table:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      KeySchema: [{AttributeName: id, KeyType: HASH}]
                """))
        .isEqualTo(
            "template.yaml:12 Resources.Table.Properties.KeySchema[0].AttributeName:"
                + " id is not in AttributeDefinitions");
  }

  @Test
  void a_secret_value_in_the_template() {
    assertThat(
            more(
                """
                  Secret:
                    Type: AWS::SecretsManager::Secret
                    Properties: {SecretString: hush}
                """))
        .isEqualTo(
            "template.yaml:11 Resources.Secret.Properties:"
                + " a secret's value does not belong into the template");
  }

  @Test
  void a_resource_that_does_not_exist_under_its_condition() {
    assertThat(
            error(
                SmallTemplate.withVariable("Conditions:\n  Never: !Equals [a, b]\n", "!Ref Absent")
                    + "  Absent: {Type: AWS::DynamoDB::Table, Condition: Never}\n"))
        .isEqualTo("template.yaml:13 " + VALUE + "Absent does not exist under its condition");
  }

  private String variable(String expression) {
    return error(SmallTemplate.withVariable("", expression));
  }

  private String more(String more) {
    return message(() -> SmallTemplate.read(directory, more));
  }

  private String error(String yaml) {
    return error(yaml, Map.of());
  }

  private String error(String yaml, Map<String, String> parameters) {
    return message(() -> SmallTemplate.read(directory, yaml, parameters));
  }

  private static String message(ThrowingCallable reading) {
    var error = catchThrowableOfType(TemplateException.class, reading);
    assertThat(error).isNotNull();
    return String.valueOf(error.getMessage());
  }
}
