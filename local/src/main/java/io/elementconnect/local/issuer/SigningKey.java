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
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;

/** A fresh RSA key pair of 2048 bits; its id is its thumbprint (RFC 7638). */
final class SigningKey {
  private final RSAKey pair;

  SigningKey() {
    try {
      this.pair =
          new RSAKeyGenerator(2048)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("No RSA key could be made.", e);
    }
  }

  /** The key set (RFC 7517) with the public half. */
  Map<String, Object> published() {
    return new JWKSet(pair).toJSONObject(true);
  }

  /** A signed JWT in its compact form, by RS256. */
  String sign(JWTClaimsSet claims) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(pair.getKeyID())
            .build();
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(pair));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("The token could not be signed.", e);
    }
  }
}
