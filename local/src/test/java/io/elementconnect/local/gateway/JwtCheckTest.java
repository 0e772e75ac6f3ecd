package io.elementconnect.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.local.template.HttpApiResource.JwtAuthorizer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("JavaUtilDate") // the library's
class JwtCheckTest {
  private static final Date SECOND_LATER = Date.from(TestGateway.NOON.plusSeconds(1));
  private static final Date NOW = Date.from(TestGateway.NOON);

  private TestIssuer issuer;
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    issuer = new TestIssuer();
    gateway = start(List.of());
  }

  @AfterEach
  void close() {
    gateway.close();
    issuer.close();
  }

  @Test
  void a_good_token_passes_with_and_without_bearer() throws Exception {
    var token = issuer.token(claims -> claims);

    assertThat(call(token).statusCode()).isEqualTo(200);
    assertThat(call("Bearer " + token).statusCode()).isEqualTo(200);
    assertThat(call("bearer " + token).statusCode()).isEqualTo(200);
  }

  @Test
  @Tag("R42")
  void claims_arrive_as_strings() throws Exception {
    var token =
        issuer.token(claims ->
            claims
                .jwtID("7")
                .claim("admin", true)
                .claim("level", 1.5)
                .claim("groups", List.of("a", 2))
                .claim("plan", Map.of("name", "pro")));

    assertThat(new ObjectMapper().readTree(call(token).body()).at("/requestContext/authorizer"))
        .hasToString(
            "{\"jwt\":{\"claims\":{\"admin\":\"true\",\"aud\":\"pets\",\"exp\":\"1893502800\","
                + "\"groups\":\"[a 2]\",\"iat\":\"1893499200\",\"iss\":\""
                + issuer.url()
                + "\",\"jti\":\"7\",\"level\":\"1.5\",\"plan\":\"map[name:pro]\","
                + "\"sub\":\"ada\",\"tenant\":\"acme\"},\"scopes\":null}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth0|5f7c",
        "dGVu+W50/3Zlcg==",
        "CORP\\ann",
        "株式会社 例",
        "cafe\u0301",
        "\"<&>\"",
        "\t"
      })
  @Tag("R42")
  void a_text_claim_arrives_as_it_was_issued(String text) throws Exception {
    var token = issuer.token(claims -> claims.subject(text).claim("tenant", text.repeat(20)));
    var claims =
        new ObjectMapper().readTree(call(token).body()).at("/requestContext/authorizer/jwt/claims");

    assertThat(claims.path("sub").asText()).isEqualTo(text);
    assertThat(claims.path("tenant").asText()).isEqualTo(text.repeat(20));
  }

  @Test
  void the_longest_identities_of_four_byte_characters_fit() throws Exception {
    var longest = "\ud835\udd38".repeat(255);
    var token = issuer.token(claims -> claims.subject(longest).claim("tenant", longest));

    assertThat(call(token).body()).contains("\"sub\":\"" + longest + "\"");
  }

  @Test
  void no_token_is_unauthorized() throws Exception {
    var answer = gateway.get("/");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
    assertThat(call("Bearer ").statusCode()).isEqualTo(401);
  }

  @Test
  void what_is_no_signed_token_is_unauthorized() throws Exception {
    var claims = new JWTClaimsSet.Builder().issuer(issuer.url()).audience("pets").build();
    var symmetric = new SignedJWT(header(JWSAlgorithm.HS256, "key-1"), claims);
    symmetric.sign(new MACSigner(new byte[32]));

    assertUnauthorized("nonsense");
    assertUnauthorized("Basic YTpi");
    assertUnauthorized(new PlainJWT(claims).serialize());
    assertUnauthorized(symmetric.serialize());
  }

  @Test
  @Tag("R42")
  void another_key_or_algorithm_is_unauthorized() throws Exception {
    var own = issuer.token(claims -> claims);
    UnaryOperator<JWTClaimsSet.Builder> same = claims -> claims;
    var other = TestIssuer.OTHER_KEY;

    assertUnauthorized(issuer.token(other, header(JWSAlgorithm.RS256, "key-1"), same));
    assertUnauthorized(issuer.token(other, header(JWSAlgorithm.RS256, "key-2"), same));
    assertUnauthorized(
        issuer.token(other, new JWSHeader.Builder(JWSAlgorithm.RS256).build(), same));
    issuer.keys = List.of(other);
    assertThat(call(issuer.token(other, header(JWSAlgorithm.RS256, "key-2"), same)).statusCode())
        .isEqualTo(200);
    assertUnauthorized(issuer.token(other, header(JWSAlgorithm.RS384, "key-2"), same));
    assertUnauthorized(own);
  }

  @Test
  @Tag("R42")
  void a_wrong_issuer_is_unauthorized() throws Exception {
    assertUnauthorized(issuer.token(claims -> claims.issuer(issuer.url() + "/")));
    assertUnauthorized(issuer.token(claims -> claims.issuer(null)));
  }

  @Test
  @Tag("R42")
  void one_right_audience_is_enough() throws Exception {
    assertThat(call(issuer.token(it -> it.audience(List.of("x", "pets")))).statusCode())
        .isEqualTo(200);
    var wrong = call(issuer.token(it -> it.audience("x")));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("www-authenticate"))
        .hasValue(
            "Bearer scope=\"\" error=\"invalid_token\""
                + " error_description=\"the token does not have a valid audience\"");
  }

  @Test
  void the_client_id_stands_for_a_missing_audience_only() throws Exception {
    var none = (String) null;

    assertThat(call(issuer.token(it -> it.audience(none).claim("client_id", "pets"))).statusCode())
        .isEqualTo(200);
    assertUnauthorized(issuer.token(it -> it.audience("x").claim("client_id", "pets")));
    assertUnauthorized(issuer.token(it -> it.audience(none)));
  }

  @Test
  @Tag("R42")
  void a_token_lives_until_the_second_before_its_expiry() throws Exception {
    assertThat(call(issuer.token(it -> it.expirationTime(SECOND_LATER))).statusCode())
        .isEqualTo(200);
    assertUnauthorized(issuer.token(it -> it.expirationTime(NOW)));
    assertUnauthorized(issuer.token(it -> it.expirationTime(null)));
  }

  @Test
  void a_token_of_the_future_is_unauthorized() throws Exception {
    assertThat(call(issuer.token(it -> it.notBeforeTime(NOW))).statusCode()).isEqualTo(200);
    assertUnauthorized(issuer.token(it -> it.notBeforeTime(SECOND_LATER)));
    assertUnauthorized(issuer.token(it -> it.issueTime(SECOND_LATER)));
  }

  @Test
  void one_of_the_routes_scopes_is_enough() throws Exception {
    try (var scoped = start(List.of("read", "write"))) {
      for (Object scopes : List.of("write other", List.of("other", "read"))) {
        var token = issuer.token(it -> it.claim("scope", scopes));
        var event = scoped.json(scoped.request("/").header("Authorization", token));

        assertThat(event.at("/requestContext/authorizer/jwt/scopes"))
            .hasToString("[\"read\",\"write\"]");
      }
      var scp = issuer.token(it -> it.claim("scp", "read"));
      assertThat(scoped.send(scoped.request("/").header("Authorization", scp)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void none_of_the_routes_scopes_is_forbidden() throws Exception {
    try (var scoped = start(List.of("read"))) {
      for (String scope : List.of("readonly", "")) {
        var token = issuer.token(it -> it.claim("scope", scope));
        var answer = scoped.send(scoped.request("/").header("Authorization", token));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      }
    }
  }

  @Test
  void the_issuers_keys_are_fetched_once() throws Exception {
    call(issuer.token(claims -> claims));
    call(issuer.token(claims -> claims));

    assertThat(issuer.calls).containsExactly("/.well-known/openid-configuration", "/keys");
  }

  @Test
  void an_issuer_out_of_reach_is_unauthorized() throws Exception {
    var token = issuer.token(claims -> claims);
    issuer.close();

    assertUnauthorized(token);
  }

  @Test
  void a_typed_handler_reads_the_claims() throws Exception {
    var api = protectedBy(Handlers.Typed.class, "GET /{id}", List.of());
    try (var typed = TestGateway.start(api)) {
      var token = issuer.token(claims -> claims);
      var answer = typed.send(typed.request("/7").header("Authorization", token));

      assertThat(answer.headers().firstValue("x-tenant")).hasValue("acme");
    }
  }

  private TestGateway start(List<String> scopes) throws IOException {
    return TestGateway.start(protectedBy(Handlers.Echo.class, "GET /", scopes));
  }

  private Api protectedBy(Class<?> handler, String routeKey, List<String> scopes) {
    var function = TestGateway.function(handler, Map.of());
    var authorizer = new JwtAuthorizer("Jwt", issuer.url(), List.of("pets", "dogs"), scopes);
    var route = TestGateway.route(routeKey, function.logicalId(), Optional.of(authorizer));
    return new Api(List.of(function), List.of(route), TestGateway.NO_CORS);
  }

  private void assertUnauthorized(String authorization) throws IOException, InterruptedException {
    assertThat(call(authorization).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> call(String authorization) throws IOException, InterruptedException {
    return gateway.send(gateway.request("/").header("Authorization", authorization));
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
    return new JWSHeader.Builder(algorithm).keyID(keyId).build();
  }
}
