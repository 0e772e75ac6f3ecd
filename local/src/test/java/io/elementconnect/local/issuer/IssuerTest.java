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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
            0, 16_384, call -> issuer.answer(call).orElseGet(() -> Reply.text(418, "not mine")));
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

  @ParameterizedTest
  @MethodSource("identities")
  void any_text_is_issued_as_it_was_sent(String identity) throws Exception {
    var encoded = URLEncoder.encode(identity, StandardCharsets.UTF_8);
    var token = SignedJWT.parse(accessToken("tenant=" + encoded + "&user=" + encoded));

    assertThat(token.getPayload().toJSONObject())
        .containsEntry("tenant", identity)
        .containsEntry("sub", identity);
  }

  /** As issuers document them, and what JSON, forms and UTF-8 might spoil. */
  static Stream<String> identities() {
    return Stream.of(
        "ann@example.com",
        "auth0|5f7c8ec7c33c6c004bbafe82",
        "google-oauth2|103547991597142817347",
        "CORP\\ann",
        "cn=Ann Example,ou=Sales & Co.,dc=example,dc=com",
        "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        "dGVu+W50/3Zlcg==",
        "f:8a21b9e0-3f5c-4d0e-9c1e-7a1f6f0f9f11:ann",
        "Acme Limited",
        "株式会社 例",
        "शर्मा एंड संस",
        "مؤسسة المثال",
        "caf\u00e9",
        "cafe\u0301",
        "\ud83d\udc69\u200d\ud83d\udcbb",
        "\ud835\udd38".repeat(255),
        "a#b",
        "100%",
        "\"<b>'&amp;'</b>\"",
        "-",
        "0",
        "null",
        "[ada]",
        "a\n",
        "a".repeat(256));
  }

  @Test
  void a_form_may_have_its_utf8_unencoded_and_a_plus_as_space() throws Exception {
    var token = SignedJWT.parse(accessToken("tenant=株式会社+例&user=ann+b%2Bc"));

    assertThat(token.getPayload().toJSONObject())
        .containsEntry("tenant", "株式会社 例")
        .containsEntry("sub", "ann b+c");
  }

  @Test
  void a_missing_name_is_refused_with_its_field() throws Exception {
    assertRefused("tenant=&user=ada", "tenant is missing");
    assertRefused("user=ada", "tenant is missing");
    assertRefused("tenant=acme", "user is missing");
  }

  @Test
  void a_body_that_is_no_form_is_refused() throws Exception {
    assertRefused("tenant=%zz&user=ada", "not a form");
    assertRefused("tenant=a&tenant=b&user=ada", "not a form");
    for (String bad : List.of("%FF", "%C3", "%ED%A0%80", "%C0%80")) {
      assertRefused("tenant=" + bad + "&user=ada", "not a form");
    }
    var latin1 = BodyPublishers.ofString("tenant=caf\u00e9&user=ada", StandardCharsets.ISO_8859_1);
    assertThat(send(request("/token").header("X-Local", "1").POST(latin1)).statusCode())
        .isEqualTo(400);
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
