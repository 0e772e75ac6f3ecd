package io.elementconnect.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An issuer whose tokens can be bent. */
final class TestIssuer implements AutoCloseable {
  static final RSAKey OTHER_KEY = key("key-2");

  private static final RSAKey KEY = key("key-1");

  /** The paths that were asked for. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** The published keys. */
  volatile List<RSAKey> keys = List.of(KEY);

  private final LoopbackServer server;

  TestIssuer() throws IOException {
    this.server = LoopbackServer.start(0, 0, this::answer);
  }

  String url() {
    return "http://localhost:" + server.port();
  }

  /** A token that is good at noon, but for the change. */
  String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return token(KEY, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build(), change);
  }

  String token(RSAKey key, JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .subject("ada")
            .audience("pets")
            .claim("tenant", "acme")
            .issueTime(Date.from(TestGateway.NOON))
            .expirationTime(Date.from(TestGateway.NOON.plus(Duration.ofHours(1))));
    var token = new SignedJWT(header, change.apply(claims).build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) {
    calls.add(call.path());
    return switch (call.path()) {
      case "/.well-known/openid-configuration" ->
          Reply.json(
              200,
              JSONObjectUtils.toJSONString(Map.of("issuer", url(), "jwks_uri", url() + "/keys")));
      case "/keys" -> Reply.json(200, new JWKSet(List.copyOf(keys)).toString());
      default -> Reply.empty(404);
    };
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
