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
record HttpApi(String name, Map<String, JwtAuthorizer> authorizers, Cors cors) {
  private static final String IDENTITY_SOURCE = "$request.header.Authorization";

  static HttpApi read(Resources resources, PhysicalNames names) {
    var apis = resources.ofType("AWS::Serverless::HttpApi");
    if (apis.size() != 1) {
      throw resources.place().wrong("must hold exactly one AWS::Serverless::HttpApi");
    }
    var properties = apis.getFirst().properties();
    if (!properties.text("StageName").orElse("$default").equals("$default")) {
      throw properties.place("StageName").wrong("must be $default");
    }
    var id = apis.getFirst().logicalId();
    return new HttpApi(
        names.reference(id, properties.place()), authorizers(properties), cors(properties));
  }

  private static Map<String, JwtAuthorizer> authorizers(Fields properties) {
    var auth = properties.fields("Auth");
    if (auth.isPresent() && auth.get().has("DefaultAuthorizer")) {
      throw auth.get()
          .place("DefaultAuthorizer")
          .wrong("name the authorizer on each protected route instead");
    }
    var authorizers = new LinkedHashMap<String, JwtAuthorizer>();
    auth.flatMap(fields -> fields.fields("Authorizers"))
        .map(Fields::entries)
        .orElse(Map.of())
        .forEach((name, fields) -> authorizers.put(name, authorizer(name, fields)));
    return authorizers;
  }

  private static JwtAuthorizer authorizer(String name, Fields fields) {
    if (!fields.requiredText("IdentitySource").equals(IDENTITY_SOURCE)) {
      throw fields.place("IdentitySource").wrong("must be " + IDENTITY_SOURCE);
    }
    var jwt = fields.requiredFields("JwtConfiguration");
    var audience = jwt.texts("audience");
    if (audience.isEmpty()) {
      throw jwt.place().wrong("has no audience");
    }
    return new JwtAuthorizer(
        name, jwt.requiredText("issuer"), audience, fields.texts("AuthorizationScopes"));
  }

  private static Cors cors(Fields properties) {
    var none = new Cors(List.of(), List.of(), List.of(), List.of(), false, Duration.ZERO);
    return properties.fields("CorsConfiguration").map(HttpApi::allowed).orElse(none);
  }

  private static Cors allowed(Fields cors) {
    var origins = cors.texts("AllowOrigins");
    var credentials = cors.flag("AllowCredentials");
    if (credentials && origins.contains("*")) {
      throw cors.place("AllowOrigins").wrong("cannot be * together with credentials");
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
