package io.elementconnect.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.elementconnect.local.template.HttpApiResource.JwtAuthorizer;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JWT authorizer of an HTTP API (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 * authorizers</a>): {@code kid} and RS256 signature, then {@code iss}, {@code aud} (or {@code
 * client_id} where there is no {@code aud}), {@code exp}, {@code nbf}, {@code iat}, then the
 * scopes, of which one is enough. Times have no leeway: none is documented.
 */
final class JwtCheck {
  private static final Pattern BEARER = Pattern.compile("^Bearer\\s+", Pattern.CASE_INSENSITIVE);

  private final IssuerKeys keys = new IssuerKeys();
  private final InstantSource clock;

  JwtCheck(InstantSource clock) {
    this.clock = clock;
  }

  sealed interface Decision {

    /**
     * The call continues.
     *
     * @param scopes those that the route requires one of
     */
    record Allowed(Map<String, Object> claims, List<String> scopes) implements Decision {}

    /**
     * No token, or a bad one.
     *
     * @param challenge the value of {@code WWW-Authenticate}
     */
    record Unauthorized(String challenge) implements Decision {}

    /** A good token without any of the scopes that the route requires. */
    record Forbidden() implements Decision {}
  }

  /**
   * Judges one call.
   *
   * @param authorization the {@code Authorization} header: the token, with or without {@code
   *     Bearer}
   */
  Decision check(JwtAuthorizer authorizer, Optional<String> authorization) {
    var token = authorization.map(header -> BEARER.matcher(header).replaceFirst("").strip());
    if (token.isEmpty()) {
      return new Decision.Unauthorized("Bearer");
    }
    try {
      return check(authorizer, SignedJWT.parse(token.get()));
    } catch (ParseException e) {
      return invalid("the token is not a signed JWT");
    } catch (IOException e) {
      return invalid("OIDC discovery endpoint communication error");
    }
  }

  private Decision check(JwtAuthorizer authorizer, SignedJWT token)
      throws IOException, ParseException {
    var keyId = token.getHeader().getKeyID();
    if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm()) || keyId == null) {
      return invalid("the token is not signed by RS256 with a key id");
    }
    var key = keys.find(authorizer.issuer(), keyId);
    if (key.isEmpty() || !isSignedBy(key.get(), token)) {
      return invalid("the signature is invalid");
    }
    var claims = token.getJWTClaimsSet();
    var problem = problem(authorizer, claims);
    if (problem.isPresent()) {
      return invalid(problem.get());
    }
    return authorizer.scopes().isEmpty()
            || !Collections.disjoint(authorizer.scopes(), scopes(claims))
        ? new Decision.Allowed(token.getPayload().toJSONObject(), authorizer.scopes())
        : new Decision.Forbidden();
  }

  private static boolean isSignedBy(JWK key, SignedJWT token) {
    try {
      return token.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (JOSEException | ClassCastException e) {
      return false;
    }
  }

  private Optional<String> problem(JwtAuthorizer authorizer, JWTClaimsSet claims)
      throws ParseException {
    var now = clock.instant();
    if (!authorizer.issuer().equals(claims.getIssuer())) {
      return Optional.of("the token does not have a valid issuer");
    }
    if (Collections.disjoint(authorizer.audience(), audience(claims))) {
      return Optional.of("the token does not have a valid audience");
    }
    if (time(claims, "exp").filter(now::isBefore).isEmpty()) {
      return Optional.of("the token has expired");
    }
    if (time(claims, "nbf").filter(now::isBefore).isPresent()
        || time(claims, "iat").filter(now::isBefore).isPresent()) {
      return Optional.of("the token is not valid yet");
    }
    return Optional.empty();
  }

  private static Optional<Instant> time(JWTClaimsSet claims, String name) throws ParseException {
    return Optional.ofNullable(claims.getDateClaim(name)).map(Date::toInstant);
  }

  private static List<String> audience(JWTClaimsSet claims) throws ParseException {
    var clientId = claims.getStringClaim("client_id");
    return claims.getAudience().isEmpty() && clientId != null
        ? List.of(clientId)
        : claims.getAudience();
  }

  private static List<String> scopes(JWTClaimsSet claims) throws ParseException {
    var claim = claims.getClaim("scope") != null ? "scope" : "scp";
    if (claims.getClaim(claim) instanceof String text) {
      return List.of(text.split(" ", -1));
    }
    var list = claims.getStringListClaim(claim);
    return list == null ? List.of() : list;
  }

  private static Decision invalid(String description) {
    return new Decision.Unauthorized(
        "Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + description + "\"");
  }
}
