package io.elementconnect.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IssuerTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final String URL = "http://localhost:8081";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static LoopbackServer server;

  // Once for all: making the key takes a second or two.
  @BeforeAll
  static void start() throws IOException {
    var issuer = new Issuer(URL, Issuer.AUDIENCE, InstantSource.fixed(NOON));
    server =
        LoopbackServer.start(
            0, 1000, call -> issuer.answer(call).orElseGet(() -> Reply.text(418, "not mine")));
  }

  @AfterAll
  static void close() {
    server.close();
    CLIENT.shutdownNow();
  }

  @Test
  void a_token_has_the_tenant_the_user_and_an_hour() throws Exception {
    var token = SignedJWT.parse(accessToken("tenant=acme&user=ada%40acme.test"));

    assertThat(token.getHeader().getAlgorithm()).hasToString("RS256");
    assertThat(token.getPayload().toJSONObject())
        .containsEntry("iss", URL)
        .containsEntry("sub", "ada@acme.test")
        .containsEntry("aud", "element-connect-local")
        .containsEntry("tenant", "acme")
        .containsEntry("iat", NOON.getEpochSecond())
        .containsEntry("exp", NOON.getEpochSecond() + 3600);
  }

  @Test
  void a_token_is_answered_as_oauth_does() throws Exception {
    var answer = token("tenant=acme&user=ada");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(JSONObjectUtils.parse(answer.body()))
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 3600L);
  }

  @Test
  void no_two_tokens_have_the_same_id() throws Exception {
    var first = SignedJWT.parse(accessToken("tenant=acme&user=ada")).getJWTClaimsSet();
    var second = SignedJWT.parse(accessToken("tenant=acme&user=ada")).getJWTClaimsSet();

    assertThat(first.getJWTID()).isNotBlank().isNotEqualTo(second.getJWTID());
  }

  @Test
  void the_key_of_a_token_is_published_without_its_private_part() throws Exception {
    var token = SignedJWT.parse(accessToken("tenant=acme&user=ada"));
    var keys = JWKSet.parse(get("/jwks").body());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID());

    assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
    assertThat(keys.getKeys()).noneMatch(published -> published.isPrivate());
  }

  @Test
  void discovery_names_the_issuer_and_its_keys() throws Exception {
    assertThat(JSONObjectUtils.parse(get("/.well-known/openid-configuration").body()))
        .containsAllEntriesOf(
            Map.of("issuer", URL, "jwks_uri", URL + "/jwks", "token_endpoint", URL + "/token"));
  }

  @Test
  void without_the_own_header_there_is_no_token() throws Exception {
    var request = request("/token").POST(BodyPublishers.ofString("tenant=acme&user=ada"));

    assertThat(send(request).statusCode()).isEqualTo(403);
    assertThat(send(request.header("X-Local", "0")).statusCode()).isEqualTo(403);
  }

  @Test
  void a_wrong_name_is_refused_with_its_field() throws Exception {
    for (String tenant : List.of("", "-a", "a b", "a".repeat(129), "%C3%A9", "a%0A")) {
      assertRefused("tenant=" + tenant + "&user=ada", "tenant must match");
    }
    assertRefused("user=ada", "tenant must match");
    assertRefused("tenant=acme&user=[ada]", "user must match");
    assertThat(token("tenant=" + "a".repeat(128) + "&user=A._:@|-9").statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_is_no_form_is_refused() throws Exception {
    assertRefused("tenant=%zz&user=ada", "not a form");
    assertRefused("tenant=a&tenant=b&user=ada", "not a form");
  }

  @Test
  void another_method_is_refused_and_another_path_is_not_its_own() throws Exception {
    assertThat(get("/token").statusCode()).isEqualTo(405);
    assertThat(send(request("/jwks").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(405);
    assertThat(get("/").statusCode()).isEqualTo(418);
  }

  private void assertRefused(String form, String description) throws Exception {
    var answer = token(form);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSONObjectUtils.parse(answer.body()).get("error_description"))
        .asString()
        .contains(description);
  }

  private String accessToken(String form) throws Exception {
    return String.valueOf(JSONObjectUtils.parse(token(form).body()).get("access_token"));
  }

  private HttpResponse<String> token(String form) throws IOException, InterruptedException {
    return send(request("/token").header("X-Local", "1").POST(BodyPublishers.ofString(form)));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
