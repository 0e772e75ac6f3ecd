package io.elementconnect.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template's one HTTP API ({@code AWS::Serverless::HttpApi}).
 *
 * @param name what {@code !Ref} of it comes to
 */
public record HttpApiResource(String name, Map<String, JwtAuthorizer> authorizers, Cors cors) {
  private static final String IDENTITY_SOURCE = "$request.header.Authorization";

  /**
   * A JWT authorizer that reads the {@code Authorization} header.
   *
   * @param issuer the {@code iss} that a token must have
   * @param audience a token must name one of these
   * @param scopes a token must hold one of these, unless there is none
   */
  public record JwtAuthorizer(
      String name, String issuer, List<String> audience, List<String> scopes) {}

  /**
   * The cross-origin settings of the HTTP API.
   *
   * @param origins the origins that may call; empty when the API has no such settings
   * @param maxAge how long a browser may keep the answer to a preflight; zero for not at all
   */
  public record Cors(
      List<String> origins,
      List<String> methods,
      List<String> headers,
      List<String> exposedHeaders,
      boolean credentials,
      Duration maxAge) {}

  static HttpApiResource read(Resources resources) {
    var apis = resources.ofType("AWS::Serverless::HttpApi");
    if (apis.size() != 1) {
      throw resources.wrong("must hold exactly one AWS::Serverless::HttpApi");
    }
    var properties = apis.getFirst().properties();
    if (!properties.text("StageName", "$default").equals("$default")) {
      throw properties.wrong("StageName", "must be $default");
    }
    return new HttpApiResource(
        resources.reference(apis.getFirst().logicalId(), properties),
        authorizers(properties.orEmpty("Auth")),
        cors(properties.orEmpty("CorsConfiguration")));
  }

  private static Map<String, JwtAuthorizer> authorizers(Node auth) {
    if (auth.has("DefaultAuthorizer")) {
      throw auth.wrong("DefaultAuthorizer", "name the authorizer on each protected route instead");
    }
    var authorizers = new LinkedHashMap<String, JwtAuthorizer>();
    auth.orEmpty("Authorizers")
        .entries()
        .forEach((name, one) -> authorizers.put(name, authorizer(name, one)));
    return Map.copyOf(authorizers);
  }

  private static JwtAuthorizer authorizer(String name, Node authorizer) {
    if (!authorizer.text("IdentitySource").equals(IDENTITY_SOURCE)) {
      throw authorizer.wrong("IdentitySource", "must be " + IDENTITY_SOURCE);
    }
    var jwt = authorizer.get("JwtConfiguration");
    var audience = jwt.texts("audience");
    if (audience.isEmpty()) {
      throw jwt.wrong("has no audience");
    }
    return new JwtAuthorizer(
        name, jwt.text("issuer"), audience, authorizer.texts("AuthorizationScopes"));
  }

  private static Cors cors(Node cors) {
    var origins = cors.texts("AllowOrigins");
    var credentials = cors.flag("AllowCredentials");
    if (credentials && origins.contains("*")) {
      throw cors.wrong("AllowOrigins", "cannot be * together with credentials");
    }
    return new Cors(
        origins,
        cors.texts("AllowMethods"),
        cors.texts("AllowHeaders"),
        cors.texts("ExposeHeaders"),
        credentials,
        cors.seconds("MaxAge", 0));
  }
}
