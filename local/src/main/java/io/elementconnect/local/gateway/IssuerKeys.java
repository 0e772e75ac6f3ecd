package io.elementconnect.local.gateway;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public keys of issuers, found by OpenID Connect Discovery and kept until a key is asked for
 * that is not among them.
 */
final class IssuerKeys implements AutoCloseable {
  // API Gateway waits for 1.5 s; here that would only punish a busy machine.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  // Characters; API Gateway's quota is as many bytes.
  private static final int SIZE_LIMIT = 150_000;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, JWKSet> known = new ConcurrentHashMap<>();

  /**
   * The issuer's key of that id, if it has one.
   *
   * @throws IOException when the issuer is not reached or answers with something else
   */
  Optional<JWK> find(String issuer, String keyId) throws IOException, InterruptedException {
    var kept = Optional.ofNullable(known.get(issuer)).map(keys -> keys.getKeyByKeyId(keyId));
    if (kept.isPresent()) {
      return kept;
    }
    var fresh = load(issuer);
    known.put(issuer, fresh);
    return Optional.ofNullable(fresh.getKeyByKeyId(keyId));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private JWKSet load(String issuer) throws IOException, InterruptedException {
    var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    try {
      var discovery = JSONObjectUtils.parse(get(base + "/.well-known/openid-configuration"));
      var address = JSONObjectUtils.getString(discovery, "jwks_uri");
      return JWKSet.parse(get(Objects.requireNonNullElse(address, "")));
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException("The issuer " + issuer + " answers with something else.", e);
    }
  }

  private String get(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200 || response.body().length() > SIZE_LIMIT) {
      throw new IOException("No document is at " + url + ".");
    }
    return response.body();
  }
}
