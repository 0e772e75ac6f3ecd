package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.elementconnect.local.template.HttpApiResource.Cors;
import io.elementconnect.local.template.HttpApiResource.JwtAuthorizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed is what the template means: SAM's own translation of it. */
class TranslationTest {
  private static final String BACKEND = "arn:aws:iam::000000000000:role/backend";

  @TempDir private static Path folder;
  private static Translation plain;
  private static Translation full;

  private final Template template = Project.template();

  @BeforeAll
  static void translate() throws IOException, InterruptedException {
    PythonTools.need(
        "TranslationTest has SAM translate template.yaml", "python3", "-c", "import samtranslator");
    plain = Translation.with(Map.of(), folder);
    full =
        Translation.with(
            Map.of("Scope", "elements/connect", "BackendRoleArns", BACKEND + "1," + BACKEND + "2"),
            folder);
  }

  @Test
  @Tag("R42")
  void exactly_the_protected_routes_ask_for_a_token() {
    var expected =
        template.routes().stream()
            .collect(
                Collectors.toMap(
                    RouteEvent::key,
                    route ->
                        route.authorizer().map(JwtAuthorizer::name).map(Set::of).stream()
                            .toList()));

    assertThat(operations(plain))
        .hasSameSizeAs(expected)
        .allSatisfy((route, operation) ->
            assertThat(schemes(operation)).as(route).isEqualTo(expected.get(route)));
  }

  @Test
  void a_scope_is_asked_for_where_one_is_configured() {
    assertThat(scopes(plain)).isNotEmpty().containsOnly(List.of());
    assertThat(scopes(full)).hasSameSizeAs(scopes(plain)).containsOnly(List.of("elements/connect"));
  }

  @Test
  @Tag("R42")
  void the_one_authorizer_is_defined_and_checks_issuer_and_audience() {
    var schemes = plain.definition().get("components").get("securitySchemes");
    var jwt = schemes.get("Jwt").get("x-amazon-apigateway-authorizer");
    var configuration = jwt.get("jwtConfiguration");

    assertThat(schemes.entries()).containsOnlyKeys("Jwt");
    assertThat(jwt.text("type")).isEqualTo("jwt");
    assertThat(jwt.text("identitySource")).isEqualTo("$request.header.Authorization");
    assertThat(configuration.text("issuer")).isEqualTo("https://login.example.com/");
    assertThat(configuration.texts("audience")).containsExactly("element-connect");
  }

  @Test
  void every_route_calls_the_live_alias_of_its_function_in_payload_format_2() {
    var routes =
        template.routes().stream()
            .collect(Collectors.toMap(RouteEvent::key, RouteEvent::functionLogicalId));

    assertThat(operations(plain))
        .hasSameSizeAs(routes)
        .allSatisfy((route, operation) -> {
          var integration = Parts.at(operation, "x-amazon-apigateway-integration");
          assertThat(Parts.written(integration, "type")).isEqualTo("aws_proxy");
          assertThat(Parts.written(integration, "payloadFormatVersion")).isEqualTo("2.0");
          assertThat(Parts.written(integration, "uri"))
              .endsWith("/functions/${" + routes.get(route) + "Aliaslive}/invocations");
        });
  }

  @Test
  @Tag("R44")
  void the_frontends_may_call_as_they_may_here() {
    var cors = plain.definition().get("x-amazon-apigateway-cors");

    assertThat(
            new Cors(
                cors.texts("allowOrigins"),
                cors.texts("allowMethods"),
                cors.texts("allowHeaders"),
                cors.texts("exposeHeaders"),
                cors.flag("allowCredentials"),
                cors.seconds("maxAge", 0)))
        .isEqualTo(template.cors());
  }

  @Test
  @Tag("R17")
  void throttled_routes_are_routes() {
    var stage = plain.ofType("AWS::ApiGatewayV2::Stage").getFirst();

    assertThat(stage.text("StageName")).isEqualTo("$default");
    assertThat(stage.get("RouteSettings").entries().keySet())
        .isNotEmpty()
        .isSubsetOf(template.routes().stream().map(RouteEvent::key).toList());
  }

  @Test
  @Tag("R17")
  void the_callback_keeps_the_limits_of_the_stage() {
    var stage = plain.ofType("AWS::ApiGatewayV2::Stage").getFirst();

    assertThat(stage.get("RouteSettings").entries().keySet())
        .contains("POST /elements/{keyOrId}/oauth/url", "GET /elements/{keyOrId}/oauth/url")
        .doesNotContain("GET /oauth/callback");
  }

  /** Nobody but the account, whose own roles then say who; see the permissions. */
  @Test
  @Tag("R60")
  void a_resource_lets_nobody_in_by_itself() {
    assertThat(plain.ofType("AWS::KMS::Key"))
        .singleElement()
        .satisfies(key ->
            assertThat(key.get("KeyPolicy").items("Statement"))
                .singleElement()
                .satisfies(statement -> {
                  assertThat(statement.text("Effect")).isEqualTo("Allow");
                  assertThat(statement.get("Principal").entries()).containsOnlyKeys("AWS");
                  assertThat(statement.get("Principal").text("AWS"))
                      .isEqualTo("arn:aws:iam::000000000000:root");
                }));
    assertThat(plain.ofType("AWS::SecretsManager::ResourcePolicy")).isEmpty();
    assertThat(plain.ofType("AWS::DynamoDB::Table"))
        .isNotEmpty()
        .noneSatisfy(table -> assertThat(table.has("ResourcePolicy")).isTrue());
  }

  @Test
  void every_function_is_restored_from_a_snapshot() {
    assertThat(plain.ofType("AWS::Lambda::Function"))
        .hasSameSizeAs(template.functions())
        .allSatisfy(function -> {
          assertThat(function.text("Runtime")).isEqualTo("java25");
          assertThat(function.texts("Architectures")).containsExactly("arm64");
          assertThat(function.get("SnapStart").text("ApplyOn")).isEqualTo("PublishedVersions");
        });
  }

  @Test
  @Tag("R52")
  void every_function_has_a_live_alias_that_repeats_nothing() {
    assertThat(Parts.properties(plain.file(), "AWS::Lambda::Alias"))
        .extracting(
            alias -> Parts.written(alias, "FunctionName"), alias -> Parts.written(alias, "Name"))
        .containsExactlyInAnyOrderElementsOf(
            template.functions().stream()
                .map(function -> tuple("!Ref " + function.logicalId(), "live"))
                .toList());
    assertThat(Parts.properties(plain.file(), "AWS::Lambda::EventInvokeConfig"))
        .extracting(
            config -> Parts.written(config, "FunctionName"),
            config -> Parts.written(config, "Qualifier"),
            config -> Parts.written(config, "MaximumRetryAttempts"))
        .containsExactlyInAnyOrderElementsOf(
            template.functions().stream()
                .map(function -> tuple("!Ref " + function.logicalId(), "live", "0"))
                .toList());
  }

  @Test
  void a_new_revision_makes_a_new_version() {
    assertThat(Parts.properties(plain.file(), "AWS::Lambda::Version"))
        .hasSameSizeAs(template.functions())
        .allSatisfy(version ->
            assertThat(Parts.written(version, "Description")).isEqualTo("!Ref Revision"));
  }

  @Test
  void no_role_and_no_permission_is_added_to_ours() {
    var written = YamlFile.read(Project.file("template.yaml"));

    assertThat(Parts.ofType(plain.file(), "AWS::IAM::Role").keySet())
        .isEqualTo(Parts.ofType(written, "AWS::IAM::Role").keySet());
    assertThat(RolePermissions.of(plain.file()))
        .map(permission -> permission.replaceFirst("Aliaslive$", ".Alias"))
        .containsExactlyInAnyOrderElementsOf(RolePermissions.table());
  }

  @Test
  void every_function_runs_under_the_role_that_the_template_gives_it() {
    var written = YamlFile.read(Project.file("template.yaml"));

    assertThat(roles(plain.file(), "AWS::Lambda::Function"))
        .isEqualTo(roles(written, "AWS::Serverless::Function"));
  }

  @Test
  @Tag("R52")
  void every_schedule_is_of_one_call_that_nothing_repeats() {
    assertThat(Parts.properties(plain.file(), "AWS::Scheduler::Schedule"))
        .extracting(
            schedule -> Parts.written(schedule, "Target", "Arn"),
            schedule -> Parts.written(schedule, "Target", "RoleArn"),
            schedule -> Parts.written(schedule, "Target", "RetryPolicy", "MaximumRetryAttempts"),
            schedule -> Parts.written(schedule, "Target", "Input"))
        .containsExactlyInAnyOrderElementsOf(
            template.schedules().stream()
                .map(schedule ->
                    tuple(
                        "!Ref " + schedule.functionLogicalId() + "Aliaslive",
                        "!GetAtt SchedulerRole.Arn",
                        "0",
                        schedule.input()))
                .toList());
  }

  @Test
  @Tag("R41")
  void without_backends_only_this_api_may_invoke() {
    assertThat(plain.ofType("AWS::Lambda::Permission"))
        .hasSameSizeAs(template.routes())
        .extracting(permission -> permission.text("Principal"))
        .containsOnly("apigateway.amazonaws.com");
    assertThat(Parts.ofType(plain.file(), "AWS::Lambda::Permission").values())
        .filteredOn(permission -> !Parts.fields(permission).containsKey("Condition"))
        .allSatisfy(permission ->
            assertThat(Parts.fields(permission, "Properties")).containsKey("SourceArn"));
  }

  @Test
  @Tag("R41")
  void each_named_backend_may_invoke_and_no_other() {
    assertThat(full.ofType("AWS::Lambda::Permission"))
        .extracting(permission -> permission.text("Principal"))
        .filteredOn(principal -> !principal.equals("apigateway.amazonaws.com"))
        .containsExactly(BACKEND + "1", BACKEND + "2");
  }

  private static Map<String, String> roles(Node file, String type) {
    return Parts.ofType(file, type).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                function -> Parts.written(function.getValue(), "Properties", "Role")));
  }

  /** The names of the authorizers; none for a public route. */
  private static List<Set<String>> schemes(Node operation) {
    return Parts.fields(operation).containsKey("security")
        ? Parts.items(operation, "security").stream()
            .map(security -> Parts.fields(security).keySet())
            .toList()
        : List.of();
  }

  /** Those of every protected route. */
  private static List<List<String>> scopes(Translation translation) {
    return translation.definition().get("paths").entries().values().stream()
        .flatMap(methods -> methods.entries().values().stream())
        .flatMap(operation -> operation.items("security").stream())
        .map(security -> security.texts("Jwt"))
        .toList();
  }

  private static Map<String, Node> operations(Translation translation) {
    var operations = new HashMap<String, Node>();
    var api = Parts.properties(translation.file(), "AWS::ApiGatewayV2::Api").getFirst();
    Parts.fields(api, "Body", "paths")
        .forEach((path, methods) ->
            Parts.fields(methods)
                .forEach((method, operation) ->
                    operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
    return operations;
  }
}
