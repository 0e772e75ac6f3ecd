package io.elementconnect.local.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.elementconnect.local.LocalStack;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody writes a token of their own, or has one that names nobody. What only the issuer could
 * sign wrongly (audience, issuer, times) is tried on the gateway alone.
 */
@Tag("R42")
class ForgedTokenTest {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Scenario scenario = new Scenario();
  private final LocalStack stack = scenario.stack();
  private final User ann = scenario.ann();
  private final Scenario.Attempt attempt = scenario.begin();

  @AfterEach
  void the_invariants_hold() {
    scenario.end();
  }

  @Test
  void a_forged_token_opens_no_route() throws JOSEException, ParseException {
    var published =
        JWKSet.parse(new Browser().get(stack.frontendUrl() + "/jwks").body())
            .getKeys()
            .getFirst()
            .toRSAKey();
    var own = new RSAKeyGenerator(2048).keyID(published.getKeyID()).generate();
    var before = attempt.item();

    for (var token :
        List.of(
            unsigned("none"),
            unsigned("None"),
            unsigned("RS256"),
            hashed(published, published.toRSAPublicKey().getEncoded()),
            hashed(published, pem(published)),
            hashed(published, published.toPublicJWK().toJSONString().getBytes(UTF_8)),
            signed(own, header(own).build()),
            signed(own, header(own).jwk(own.toPublicJWK()).build()),
            signed(own, header(own).keyID("another").build()),
            signed(own, header(own).keyID("../jwks").build()),
            withOtherPayload(),
            ann.token().substring(0, ann.token().lastIndexOf('.') + 1),
            ann.token() + "A",
            "")) {
      assertThat(ProtectedRoutes.of(ann, attempt.id(), 1))
          .allSatisfy(request -> assertThat(status(request, "Bearer " + token)).isEqualTo(401));
    }

    assertThat(attempt.item()).isEqualTo(before);
    assertThat(scenario.posts()).isZero();
    assertThat(Scenario.gist(attempt.back(attempt.allowed()))).isEqualTo("303 connected");
  }

  @Test
  void a_token_anywhere_but_in_its_header_opens_no_route() {
    var token = ann.token();

    assertThat(ProtectedRoutes.of(ann, attempt.id(), 1))
        .allSatisfy(request -> {
          var bare =
              HttpRequest.newBuilder(request.build(), (name, _) -> !name.equals("Authorization"));
          assertThat(new Browser().send(bare.copy()).statusCode()).isEqualTo(401);
          bare.header("Cookie", "Authorization=Bearer " + token + "; access_token=" + token)
              .header("X-Authorization", "Bearer " + token)
              .header("X-Amzn-Oidc-Data", token)
              .header("Proxy-Authorization", "Bearer " + token);
          assertThat(new Browser().send(bare).statusCode()).isEqualTo(401);
        });
    assertThat(new Browser().get(stack.apiUrl() + "/instances?access_token=" + token).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[acme]",
        "[acme other]",
        "map[acme:other]",
        "acme\n",
        "true\u0000",
        "acme\u0085"
      })
  void claims_that_do_not_name_one_tenant_and_one_user_are_refused(String claim) {
    var before = calls();

    for (var name : List.of("tenant", "sub")) {
      assertThat(events())
          .allSatisfy((event, function) ->
              assertRefused(event, function, claims -> claims.put(name, claim)));
    }

    assertThat(calls()).isEqualTo(before);
  }

  @Test
  void claims_that_are_missing_or_too_long_or_named_otherwise_are_refused() {
    for (var name : List.of("tenant", "sub")) {
      for (Consumer<ObjectNode> change :
          List.<Consumer<ObjectNode>>of(
              claims -> claims.remove(name),
              claims -> claims.put(name, "a".repeat(256)),
              claims -> claims.set(name.toUpperCase(Locale.ROOT), claims.remove(name)))) {
        assertThat(events())
            .allSatisfy((event, function) -> assertRefused(event, function, change));
      }
    }
    assertThat(scenario.posts()).isZero();
  }

  /** An event for each protected route, and the function that gets it. */
  private static Map<String, String> events() {
    return Map.of(
        "start-post.json", "local-redirect-url",
        "start-get.json", "local-redirect-url",
        "complete.json", "local-oauth-callback",
        "attempt.json", "local-instance-metadata",
        "instance.json", "local-instance-metadata",
        "instances.json", "local-instance-metadata");
  }

  private void assertRefused(String name, String function, Consumer<ObjectNode> change) {
    var event = Events.read(name);
    change.accept((ObjectNode) event.at("/requestContext/authorizer/jwt/claims"));

    var answer = Invoke.function(stack, function, event.toString());

    assertThat(answer.path("statusCode").intValue()).as(name).isEqualTo(403);
    assertThat(answer.path("body").textValue()).contains("\"code\":\"invalid_claims\"");
  }

  private List<String> calls() {
    var calls = new ArrayList<String>();
    calls.add(new TreeMap<>(stack.aws().calls()).toString());
    calls.add(stack.simulator().ledger().calls().toString());
    return calls;
  }

  private static int status(HttpRequest.Builder request, String authorization) {
    return new Browser().send(request.setHeader("Authorization", authorization)).statusCode();
  }

  private JWTClaimsSet claims() {
    var now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(stack.frontendUrl())
        .subject(ann.name())
        .audience("element-connect-local")
        .claim("tenant", ann.tenant())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .build();
  }

  private String unsigned(String algorithm) {
    var header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    return BASE64.encodeToString(header.getBytes(UTF_8))
        + "."
        + BASE64.encodeToString(claims().toString().getBytes(UTF_8))
        + ".";
  }

  private String hashed(RSAKey published, byte[] key) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(published.getKeyID()).build();
    var token = new SignedJWT(header, claims());
    token.sign(new MACSigner(key));
    return token.serialize();
  }

  private static byte[] pem(RSAKey key) throws JOSEException {
    var encoded =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.toRSAPublicKey().getEncoded());
    return ("-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n")
        .getBytes(UTF_8);
  }

  private static JWSHeader.Builder header(RSAKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(key.getKeyID());
  }

  private String signed(RSAKey key, JWSHeader header) throws JOSEException {
    var token = new SignedJWT(header, claims());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  /** The true header and the true signature, around somebody else's claims. */
  private String withOtherPayload() {
    var parts = ann.token().split("\\.", -1);
    var claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    var other = claims.replace("\"ann\"", "\"eve\"");
    return parts[0] + "." + BASE64.encodeToString(other.getBytes(UTF_8)) + "." + parts[2];
  }
}
