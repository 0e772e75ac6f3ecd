package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.simulator.ElementCatalog.CatalogElement;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /elements/{keyOrId}/oauth/url}: where to send the person. */
final class OAuthUrls {
  private static final List<String> REQUIRED = List.of("apiKey", "apiSecret", "callbackUrl");

  private final ElementCatalog elements;
  private final CallerCredentials credentials;
  private final Supplier<String> authorizeUrl;

  OAuthUrls(ElementCatalog elements, CallerCredentials credentials, Supplier<String> authorizeUrl) {
    this.elements = elements;
    this.credentials = credentials;
    this.authorizeUrl = authorizeUrl;
  }

  /** Needs no credentials, and refuses wrong ones. Only the provider checks the app. */
  ApiResult answer(Call call, String keyOrId) {
    if (credentials.contradicts(call)) {
      return CallerCredentials.REFUSAL;
    }
    return elements
        .find(keyOrId)
        .map(element -> answer(FormParameters.of(call), element))
        .orElseGet(() -> ElementCatalog.unknown(keyOrId));
  }

  private ApiResult answer(FormParameters query, CatalogElement element) {
    if (!element.usesOAuth()) {
      return ApiResult.refused(400, "Element " + element.key() + " does not use OAuth");
    }
    var missing = query.missing(REQUIRED);
    if (!missing.isEmpty()) {
      return ApiResult.refused(400, "Missing required parameters: " + String.join(", ", missing));
    }
    return ApiResult.found(
        Json.MAPPER
            .createObjectNode()
            .put("element", element.key())
            .put("oauthUrl", authorizeUrl.get() + "?" + authorizeQuery(query, element)));
  }

  private static String authorizeQuery(FormParameters query, CatalogElement element) {
    return FormParameters.encode(
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
