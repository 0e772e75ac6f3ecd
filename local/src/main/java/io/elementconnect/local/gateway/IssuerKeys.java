package io.elementconnect.local.gateway;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public keys of issuers, found by OpenID Connect Discovery and kept until a token names a key
 * that is not among them.
 */
final class IssuerKeys {
  // API Gateway waits for 1.5 s; here that would only punish a busy machine.
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int SIZE_LIMIT = 150_000;

  private final DefaultResourceRetriever documents =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, SIZE_LIMIT);
  private final Map<String, JWKSet> known = new ConcurrentHashMap<>();

  /**
   * The issuer's key with this id, if it has one.
   *
   * @throws IOException when the issuer cannot be reached or returns something else
   */
  Optional<JWK> find(String issuer, String keyId) throws IOException {
    var kept = Optional.ofNullable(known.get(issuer)).map(keys -> keys.getKeyByKeyId(keyId));
    if (kept.isPresent()) {
      return kept;
    }
    var fresh = load(issuer);
    known.put(issuer, fresh);
    return Optional.ofNullable(fresh.getKeyByKeyId(keyId));
  }

  private JWKSet load(String issuer) throws IOException {
    var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    try {
      var discovery = JSONObjectUtils.parse(get(base + "/.well-known/openid-configuration"));
      var address = JSONObjectUtils.getString(discovery, "jwks_uri");
      return JWKSet.parse(get(Objects.requireNonNullElse(address, "")));
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException("The issuer " + issuer + " returns something else.", e);
    }
  }

  private String get(String url) throws IOException {
    if (!url.startsWith("http")) {
      throw new IOException("No HTTP address: " + url);
    }
    return documents.retrieveResource(URI.create(url).toURL()).getContent();
  }
}
