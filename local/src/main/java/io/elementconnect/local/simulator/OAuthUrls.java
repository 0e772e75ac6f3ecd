package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /elements/{keyOrId}/oauth/url}: where to send the person. */
final class OAuthUrls {
  private static final List<String> REQUIRED = List.of("apiKey", "apiSecret", "callbackUrl");

  private final Elements elements;
  private final Credentials credentials;
  private final Supplier<String> authorizeUrl;

  OAuthUrls(Elements elements, Credentials credentials, Supplier<String> authorizeUrl) {
    this.elements = elements;
    this.credentials = credentials;
    this.authorizeUrl = authorizeUrl;
  }

  /** Needs no credentials, and refuses wrong ones. The provider checks the app, nobody here. */
  Answer answer(Call call, String keyOrId) {
    if (credentials.contradicts(call)) {
      return Credentials.REFUSAL;
    }
    return elements
        .find(keyOrId)
        .map(element -> answer(Query.of(call), element))
        .orElseGet(() -> Elements.unknown(keyOrId));
  }

  private Answer answer(Query query, Element element) {
    if (!element.usesOAuth()) {
      return Answer.refused(400, "Element " + element.key() + " does not use OAuth");
    }
    var missing = query.missing(REQUIRED);
    if (!missing.isEmpty()) {
      return Answer.refused(400, "Missing required parameters: " + String.join(", ", missing));
    }
    return Answer.found(
        Json.MAPPER
            .createObjectNode()
            .put("element", element.key())
            .put("oauthUrl", authorizeUrl.get() + "?" + authorizeQuery(query, element)));
  }

  private static String authorizeQuery(Query query, Element element) {
    return Query.encode(
        "scope",
        query.first("scope").filter(scope -> !scope.isBlank()).orElse("full"),
        "response_type",
        "code",
        "redirect_uri",
        query.first("callbackUrl").orElseThrow(),
        "state",
        query.first("state").orElse(element.key()),
        "client_id",
        query.first("apiKey").orElseThrow());
  }
}
