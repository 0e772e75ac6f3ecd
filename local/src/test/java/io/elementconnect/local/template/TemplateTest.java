package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.local.template.ExecutionRole.Permission;
import io.elementconnect.local.template.HttpApiResource.Cors;
import io.elementconnect.local.template.HttpApiResource.JwtAuthorizer;
import io.elementconnect.local.template.TableResource.Attribute;
import io.elementconnect.local.template.TableResource.Index;
import io.elementconnect.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the project's own template.yaml says. */
class TemplateTest {
  private static final String LOG_GROUP =
      "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/";

  private final Template template = Project.template();

  @Test
  void has_one_function_for_each_entry_point() {
    assertThat(template.functions())
        .extracting(FunctionResource::name, FunctionResource::handler, FunctionResource::codeUri)
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
                "demo-reconciler",
                "io.elementconnect.reconciler.ReconcilerFunction::handleRequest",
                "functions/oauth-callback/target/oauth-callback.zip"),
            tuple(
                "demo-instance-metadata",
                "io.elementconnect.instancemetadata.InstanceMetadataFunction::handleRequest",
                "functions/instance-metadata/target/instance-metadata.zip"),
            tuple(
                "demo-instance-token",
                "io.elementconnect.instancetoken.InstanceTokenFunction::handleRequest",
                "functions/instance-metadata/target/instance-metadata.zip"));
  }

  @Test
  @Tag("R49")
  void what_is_behind_the_gateway_ends_before_it_gives_up() {
    var behindTheGateway = template.routes().stream().map(RouteEvent::functionLogicalId).toList();

    assertThat(template.functions())
        .filteredOn(function -> behindTheGateway.contains(function.logicalId()))
        .hasSize(3)
        .extracting(FunctionResource::timeout)
        .containsOnly(Duration.ofSeconds(28));
  }

  @Test
  void the_reconciler_comes_every_minute_and_sweeps_every_day() {
    assertThat(template.schedules())
        .filteredOn(schedule -> schedule.functionLogicalId().equals("ReconcilerFunction"))
        .containsExactly(
            new Schedule("ReconcilerFunction", Duration.ofMinutes(1), "{\"repair\": true}"),
            new Schedule("ReconcilerFunction", Duration.ofDays(1), "{\"sweep\": true}"));
  }

  @Test
  void no_version_sleeps_for_more_than_a_day() {
    assertThat(template.schedules())
        .allSatisfy(
            schedule -> assertThat(schedule.every()).isLessThanOrEqualTo(Duration.ofDays(1)))
        .extracting(Schedule::functionLogicalId)
        .containsAll(template.functions().stream().map(FunctionResource::logicalId).toList());
  }

  @Test
  void only_the_callback_is_open_to_anybody() {
    assertThat(template.routes())
        .filteredOn(route -> route.authorizer().isEmpty())
        .extracting(RouteEvent::key)
        .containsExactly("GET /oauth/callback");
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
  @Tag("R44")
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://connect.example.com",
        "https://connect.example.com:8443",
        "https://api.example.com/connect",
        "https://api.example.com/connect/v1.2_$-'(!)*+",
        "http://localhost:8080/connect"
      })
  void the_public_base_url_may_have_the_path_of_an_api_mapping(String url) {
    assertThat(read("PublicBaseUrl", url).functions())
        .anySatisfy(
            function -> assertThat(function.environment()).containsEntry("PUBLIC_BASE_URL", url));
    var settings = new Settings(Map.of("PUBLIC_BASE_URL", url));
    assertThat(settings.optionalBaseUrl("PUBLIC_BASE_URL").orElse("")).isEqualTo(url);
    assertThatCode(settings::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/",
        "https://api.example.com/connect/",
        "https://api.example.com//",
        "https://api.example.com/connect?x=1",
        "https://api.example.com/connect#x",
        "https://ann@api.example.com/connect",
        "http://api.example.com/connect"
      })
  void neither_the_template_nor_the_function_takes_another_public_base_url(String url) {
    assertThatThrownBy(() -> read("PublicBaseUrl", url)).isInstanceOf(TemplateException.class);
    var settings = new Settings(Map.of("PUBLIC_BASE_URL", url));
    var _ = settings.optionalBaseUrl("PUBLIC_BASE_URL");
    assertThatThrownBy(settings::check).isInstanceOf(IllegalStateException.class);
  }

  // That each function has the variables that it reads, and no others, HandlersTest sees.
  @Test
  void variables_come_from_parameters_and_from_what_the_stack_makes() {
    assertThat(environment("RedirectUrlFunction"))
        .contains(
            entry("DEPLOYMENT", "demo"),
            entry("ATTEMPTS_TABLE", "demo-AttemptsTable"),
            entry("SEALING_KEY", key().arn()),
            entry("CLOUD_ELEMENTS_URL", "https://api.cloud-elements.com/elements/api-v2"),
            entry("ELEMENT_SECRETS_PREFIX", "element-connect/demo/elements/"),
            entry("PUBLIC_BASE_URL", ""),
            entry("RETURN_URLS", "https://app.example.com/integrations,http://localhost:8081/"));
    assertThat(environment("OAuthCallbackFunction"))
        .contains(
            entry("INSTANCES_TABLE", "demo-InstancesTable"),
            entry("CLOUD_ELEMENTS_SECRET", "element-connect/demo/cloud-elements"));
  }

  @Test
  void the_metadata_function_knows_no_secret_and_no_key() {
    assertThat(environment("InstanceMetadataFunction"))
        .doesNotContainKeys("SEALING_KEY", "CLOUD_ELEMENTS_SECRET", "ELEMENT_SECRETS_PREFIX");
  }

  @Test
  void the_token_function_knows_no_attempts() {
    assertThat(environment("InstanceTokenFunction")).doesNotContainKey("ATTEMPTS_TABLE");
  }

  @Test
  void attempts_have_a_repair_index_and_an_end_of_life() {
    assertThat(template.tables())
        .contains(
            new TableResource(
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
            new TableResource(
                "demo-InstancesTable",
                new Attribute("tenant", "S"),
                Optional.of(new Attribute("instanceId", "N")),
                List.of(),
                Optional.empty()));
  }

  @Test
  void cloud_elements_and_every_element_that_is_served_have_a_secret() throws IOException {
    var names = new ArrayList<>(List.of("element-connect/demo/cloud-elements"));
    try (var catalogue = CatalogueFile.class.getResourceAsStream("catalogue.json")) {
      for (var element : new JsonMapper().readTree(catalogue).path("elements")) {
        if (element.path("authentication").textValue().equals("oauth2")) {
          names.add("element-connect/demo/elements/" + element.path("key").textValue());
        }
      }
    }

    assertThat(template.secrets())
        .extracting(SecretResource::name)
        .containsExactlyInAnyOrderElementsOf(names);
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
        .extracting(FunctionResource::role)
        .containsExactlyElementsOf(
            template.roles().stream().map(ExecutionRole::logicalId).toList());
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
        .map(FunctionResource::environment)
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
