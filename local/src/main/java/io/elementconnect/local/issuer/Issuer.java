package io.elementconnect.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs tokens (RS256) for any tenant and user, with a key pair of its own that lives as long as
 * this object. They are any texts, as other issuers have them; which of them the API takes, the API
 * decides. Answers OpenID Connect Discovery 1.0 (section 4), its key set (RFC 7517) and {@code POST
 * /token}.
 */
public final class Issuer {
  /** The audience of tokens unless another one is configured. */
  public static final String AUDIENCE = "element-connect-local";

  private static final Duration LIFETIME = Duration.ofHours(1);

  private final String url;
  private final String audience;
  private final InstantSource clock;
  private final RSAKey key;

  /**
   * @param url the {@code iss} of the tokens and the base of the addresses in the discovery
   *     document, without a slash at its end
   */
  public Issuer(String url, String audience, InstantSource clock) {
    this.url = url;
    this.audience = audience;
    this.clock = clock;
    this.key = freshKey();
  }

  /** Answers the issuer's own three paths; nothing for any other path. */
  public Optional<Reply> answer(Call call) {
    return Optional.ofNullable(
        switch (call.path()) {
          case "/.well-known/openid-configuration" -> document(call, discovery());
          case "/jwks" -> document(call, new JWKSet(key).toJSONObject(true));
          case "/token" -> token(call);
          default -> null;
        });
  }

  private static Reply document(Call call, Map<String, Object> document) {
    return call.method().equals("GET") || call.method().equals("HEAD")
        ? Reply.json(200, JSONObjectUtils.toJSONString(document))
        : Reply.empty(405).with("Allow", "GET, HEAD");
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer",
        url,
        "jwks_uri",
        url + "/jwks",
        "token_endpoint",
        url + "/token",
        "response_types_supported",
        List.of("token"),
        "subject_types_supported",
        List.of("public"),
        "id_token_signing_alg_values_supported",
        List.of("RS256"));
  }

  private Reply token(Call call) {
    if (!call.method().equals("POST")) {
      return Reply.empty(405).with("Allow", "POST");
    }
    // A page of another origin can't send this header without a preflight, and none is answered.
    if (!call.header("X-Local").equals(Optional.of("1"))) {
      return refusal(403, "the header X-Local: 1 is missing");
    }
    return call.form()
        .map(this::tokenFor)
        .orElseGet(() -> refusal(400, "the body is not a form in UTF-8 with each field once"));
  }

  private Reply tokenFor(Map<String, String> form) {
    for (String field : List.of("tenant", "user")) {
      if (form.getOrDefault(field, "").isEmpty()) {
        return refusal(400, field + " is missing");
      }
    }
    var body =
        Map.<String, Object>of(
            "access_token", signed(claims(form)),
            "token_type", "Bearer",
            "expires_in", LIFETIME.toSeconds());
    return Reply.json(200, JSONObjectUtils.toJSONString(body)).with("Cache-Control", "no-store");
  }

  private JWTClaimsSet claims(Map<String, String> form) {
    var now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(url)
        .subject(form.get("user"))
        .audience(audience)
        .claim("tenant", form.get("tenant"))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(LIFETIME)))
        .jwtID(UUID.randomUUID().toString())
        .build();
  }

  private String signed(JWTClaimsSet claims) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("The token could not be signed.", e);
    }
  }

  /** Its id is its thumbprint (RFC 7638). */
  private static RSAKey freshKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("No RSA key could be made.", e);
    }
  }

  private static Reply refusal(int status, String description) {
    var body = Map.<String, Object>of("error", "invalid_request", "error_description", description);
    return Reply.json(status, JSONObjectUtils.toJSONString(body));
  }
}
