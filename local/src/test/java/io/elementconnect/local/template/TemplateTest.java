package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.elementconnect.local.template.Table.Attribute;
import io.elementconnect.local.template.Table.Index;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the project's own template.yaml says. */
class TemplateTest {
  private static final String LOG_GROUP =
      "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/";

  private final Template template = Project.template();

  @Test
  void has_one_function_for_each_entry_point() {
    assertThat(template.functions())
        .extracting(Function::name, Function::handler, Function::codeUri)
        .containsExactly(
            tuple(
                "demo-redirect-url",
                "io.elementconnect.redirecturl.RedirectUrlFunction::handleRequest",
                "functions/redirect-url/target/redirect-url.zip"),
            tuple(
                "demo-oauth-callback",
                "io.elementconnect.oauthcallback.OAuthCallbackFunction::handleRequest",
                "functions/oauth-callback/target/oauth-callback.zip"),
            tuple(
                "demo-instance-metadata",
                "io.elementconnect.instancemetadata.InstanceMetadataFunction::handleRequest",
                "functions/instance-metadata/target/instance-metadata.zip"),
            tuple(
                "demo-instance-token",
                "io.elementconnect.instancemetadata.InstanceTokenFunction::handleRequest",
                "functions/instance-metadata/target/instance-metadata.zip"));
  }

  @Test
  void every_function_ends_before_the_gateway_gives_up() {
    assertThat(template.functions())
        .extracting(Function::timeout)
        .containsOnly(Duration.ofSeconds(28));
  }

  @Test
  void only_the_callback_is_open_to_anybody() {
    assertThat(template.routes())
        .extracting(Route::key, Route::functionLogicalId, route -> route.authorizer().isPresent())
        .containsExactly(
            tuple("POST /elements/{keyOrId}/oauth/url", "RedirectUrlFunction", true),
            tuple("GET /elements/{keyOrId}/oauth/url", "RedirectUrlFunction", true),
            tuple("GET /oauth/callback", "OAuthCallbackFunction", false),
            tuple("POST /attempts/{attemptId}/complete", "OAuthCallbackFunction", true),
            tuple("GET /attempts/{attemptId}", "InstanceMetadataFunction", true),
            tuple("GET /instances", "InstanceMetadataFunction", true),
            tuple("GET /instances/{id}", "InstanceMetadataFunction", true));
  }

  @Test
  void the_authorizer_asks_for_the_configured_issuer_and_audience() {
    assertThat(authorizers(template))
        .containsOnly(
            new JwtAuthorizer(
                "Jwt", "https://login.example.com/", List.of("element-connect"), List.of()));
  }

  @Test
  void a_configured_scope_is_asked_for() {
    assertThat(authorizers(read("Scope", "elements/connect")))
        .extracting(JwtAuthorizer::scopes)
        .containsOnly(List.of("elements/connect"));
  }

  @Test
  void the_frontend_origins_may_call_with_credentials() {
    assertThat(template.cors())
        .isEqualTo(
            new Cors(
                List.of("https://app.example.com", "http://localhost:8081"),
                List.of("GET", "POST"),
                List.of("authorization", "content-type"),
                List.of("retry-after", "x-request-id"),
                true,
                Duration.ofHours(1)));
  }

  @Test
  void the_start_is_told_where_to_keep_attempts_and_where_people_may_return_to() {
    assertThat(environment("RedirectUrlFunction"))
        .isEqualTo(
            Map.of(
                "DEPLOYMENT", "demo",
                "ATTEMPTS_TABLE", "demo-AttemptsTable",
                "SEALING_KEY", key().arn(),
                "CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2",
                "ELEMENT_SECRETS_PREFIX", "element-connect/demo/elements/",
                "PUBLIC_BASE_URL", "",
                "RETURN_URLS", "https://app.example.com/integrations,http://localhost:8081/",
                "TENANT_CLAIM", "tenant",
                "USER_CLAIM", "sub"));
  }

  @Test
  void the_callback_is_told_where_to_keep_instances() {
    assertThat(environment("OAuthCallbackFunction"))
        .containsOnly(
            entry("DEPLOYMENT", "demo"),
            entry("ATTEMPTS_TABLE", "demo-AttemptsTable"),
            entry("INSTANCES_TABLE", "demo-InstancesTable"),
            entry("SEALING_KEY", key().arn()),
            entry("CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2"),
            entry("CLOUD_ELEMENTS_SECRET", "element-connect/demo/cloud-elements"),
            entry("ELEMENT_SECRETS_PREFIX", "element-connect/demo/elements/"),
            entry("FRONTEND_ORIGINS", "https://app.example.com,http://localhost:8081"),
            entry("CONSOLE_URL", "https://my.cloudelements.io"),
            entry("TENANT_CLAIM", "tenant"),
            entry("USER_CLAIM", "sub"));
  }

  @Test
  void the_metadata_function_knows_no_secret_and_no_key() {
    assertThat(environment("InstanceMetadataFunction"))
        .containsOnlyKeys(
            "DEPLOYMENT",
            "ATTEMPTS_TABLE",
            "INSTANCES_TABLE",
            "CLOUD_ELEMENTS_URL",
            "CONSOLE_URL",
            "TENANT_CLAIM",
            "USER_CLAIM");
  }

  @Test
  void the_token_function_knows_no_attempts() {
    assertThat(environment("InstanceTokenFunction"))
        .containsOnlyKeys("DEPLOYMENT", "INSTANCES_TABLE", "SEALING_KEY", "CLOUD_ELEMENTS_SECRET");
  }

  @Test
  void attempts_have_a_repair_index_and_an_end_of_life() {
    assertThat(template.tables())
        .contains(
            new Table(
                "demo-AttemptsTable",
                new Attribute("attemptId", "S"),
                Optional.empty(),
                List.of(
                    new Index(
                        "repair",
                        new Attribute("repairShard", "S"),
                        Optional.of(new Attribute("repairAt", "N")),
                        "KEYS_ONLY")),
                Optional.of("ttl")));
  }

  @Test
  void instances_are_kept_by_tenant_and_for_ever() {
    assertThat(template.tables())
        .contains(
            new Table(
                "demo-InstancesTable",
                new Attribute("tenant", "S"),
                Optional.of(new Attribute("instanceId", "N")),
                List.of(),
                Optional.empty()));
  }

  @Test
  void secrets_carry_the_deployment_in_their_names() {
    assertThat(template.secrets())
        .extracting(Secret::logicalId, Secret::name)
        .containsExactly(
            tuple("CloudElementsSecret", "element-connect/demo/cloud-elements"),
            tuple("InfusionsoftErpSecret", "element-connect/demo/elements/infusionsofterp"));
    assertThat(template.secrets())
        .allSatisfy(secret ->
            assertThat(secret.arn())
                .matches(
                    "arn:aws:secretsmanager:us-east-1:000000000000:secret:"
                        + secret.name()
                        + "-.{6}"));
  }

  @Test
  void every_function_has_a_role_with_its_permissions() {
    assertThat(template.functions())
        .extracting(Function::role)
        .containsExactlyElementsOf(template.roles().stream().map(Role::logicalId).toList());
    assertThat(template.roles().getLast().name()).isEqualTo("demo-InstanceTokenRole");
    assertThat(template.roles().getLast().permissions())
        .extracting(Permission::toString)
        .containsExactly(
            "dynamodb:GetItem arn:aws:dynamodb:us-east-1:000000000000:table/demo-InstancesTable",
            "secretsmanager:GetSecretValue " + template.secrets().getFirst().arn(),
            "kms:Decrypt " + key().arn() + " if kms:EncryptionContext:purpose is token",
            "logs:CreateLogStream " + LOG_GROUP + "demo-instance-token:*",
            "logs:PutLogEvents " + LOG_GROUP + "demo-instance-token:*");
  }

  @Test
  void a_deployment_name_takes_the_place_of_the_stack_name_but_names_no_table() {
    var named = read("DeploymentName", "europe");

    assertThat(named.functions().getFirst().environment())
        .containsEntry("DEPLOYMENT", "europe")
        .containsEntry("ELEMENT_SECRETS_PREFIX", "element-connect/europe/elements/")
        .containsEntry("ATTEMPTS_TABLE", "demo-AttemptsTable");
    assertThat(named.functions().getFirst().name()).isEqualTo("europe-redirect-url");
  }

  @Test
  void two_readings_are_equal() {
    assertThat(Project.template()).isEqualTo(template);
  }

  private Map<String, String> environment(String logicalId) {
    return template.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .map(Function::environment)
        .findFirst()
        .orElseThrow();
  }

  private SealingKey key() {
    assertThat(template.keys()).hasSize(1);
    return template.keys().getFirst();
  }

  private static List<JwtAuthorizer> authorizers(Template template) {
    return template.routes().stream().flatMap(route -> route.authorizer().stream()).toList();
  }

  private static Template read(String parameter, String value) {
    var parameters = new HashMap<>(Project.PARAMETERS);
    parameters.put(parameter, value);
    return Template.read(Project.file("template.yaml"), parameters, "demo");
  }
}
