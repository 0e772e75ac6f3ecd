package io.elementconnect.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import io.elementconnect.json.Json;
import io.elementconnect.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CallerClaimsTest {

  @Test
  void the_settings_name_the_claims() {
    var settings = new Settings(Map.of("TENANT_CLAIM", "org", "USER_CLAIM", "sub"));

    assertThat(CallerClaims.of(settings)).isEqualTo(new CallerClaims("org", "sub"));
  }

  @Test
  void both_settings_have_to_be_there() {
    var settings = new Settings(Map.of());
    CallerClaims.of(settings);

    assertThatThrownBy(settings::check)
        .hasMessage("Settings: TENANT_CLAIM is missing; USER_CLAIM is missing");
  }

  @Test
  void the_caller_comes_from_the_verified_claims() {
    var claims = new CallerClaims("org", "sub");

    assertThat(answer(claims, request(Map.of("org", "acme", "sub", "ann"))))
        .isEqualTo(Response.json(200, Json.object("tenant", "acme", "user", "ann")));
  }

  @Test
  @Tag("R43")
  void headers_and_parameters_name_no_caller() {
    var event = new APIGatewayV2HTTPEvent();
    event.setHeaders(Map.of("org", "acme", "sub", "ann", "x-tenant-id", "acme"));
    event.setPathParameters(Map.of("org", "acme", "sub", "ann"));
    event.setRawQueryString("org=acme&sub=ann");

    assertThat(answer(new CallerClaims("org", "sub"), Request.of(event, "id", 1)).status())
        .isEqualTo(403);
  }

  @Test
  @Tag("R43")
  void headers_and_parameters_rename_no_caller() {
    var event = new APIGatewayV2HTTPEvent();
    event.setHeaders(Map.of("org", "globex", "tenant", "globex", "x-tenant-id", "globex"));
    event.setPathParameters(Map.of("org", "globex", "tenant", "globex"));
    event.setRawQueryString("org=globex&tenant=globex&sub=bob&user=bob");

    var request = request(event, Map.of("org", "acme", "sub", "ann"));

    assertThat(answer(new CallerClaims("org", "sub"), request))
        .isEqualTo(Response.json(200, Json.object("tenant", "acme", "user", "ann")));
  }

  @Test
  @Tag("R42")
  void a_refusal_names_the_claim_and_the_rule_but_not_the_value() {
    var claims = new CallerClaims("https://acme.example/org", "sub");

    var answer = answer(claims, request(Map.of("https://acme.example/org", "a", "sub", "[x y]")));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains(
            "\"code\":\"invalid_claims\"",
            "\"detail\":\"The claim sub of the access token is a list or an object.\"")
        .doesNotContain("x y");
    assertThat(answer(claims, request(Map.of("sub", "ann"))).body())
        .contains("The claim https://acme.example/org of the access token is missing or empty.");
  }

  private static Response answer(CallerClaims claims, Request request) {
    return claims.withCaller(
        request,
        caller ->
            Response.json(200, Json.object("tenant", caller.tenant(), "user", caller.user())));
  }

  private static Request request(Map<String, String> claims) {
    return request(new APIGatewayV2HTTPEvent(), claims);
  }

  private static Request request(APIGatewayV2HTTPEvent event, Map<String, String> claims) {
    var jwt = Authorizer.JWT.builder().withClaims(claims).build();
    event.setRequestContext(
        RequestContext.builder().withAuthorizer(Authorizer.builder().withJwt(jwt).build()).build());
    return Request.of(event, "id", 1);
  }
}
