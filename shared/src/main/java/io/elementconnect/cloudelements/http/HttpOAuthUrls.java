package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.OAuthUrls;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NoAnswer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OAuth URLs of Cloud Elements API v2 over {@code java.net.http}. It follows no redirects. */
public final class HttpOAuthUrls implements OAuthUrls {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final String baseUrl;
  private final HttpSender sender = new HttpSender();

  /**
   * A client of one Cloud Elements or white label.
   *
   * @param baseUrl with {@code /elements/api-v2}, without a slash at its end
   */
  public HttpOAuthUrls(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  @Override
  public Redirect redirect(
      String element,
      ProviderApp app,
      String callbackUrl,
      String state,
      Map<String, String> parameters) {
    var query = new LinkedHashMap<String, String>();
    query.put("apiKey", app.apiKey());
    query.put("apiSecret", app.apiSecret());
    query.put("callbackUrl", callbackUrl);
    query.put("state", state);
    query.putAll(parameters);
    // No Authorization: the documentation requires none, and what is not sent cannot leak.
    var request = HttpRequest.newBuilder(uri(element, query));
    var first = sender.query(request, LIMIT);
    return redirect(
        first instanceof Answer(int status, _, _) && status == 429
            ? sender.query(request, LIMIT)
            : first);
  }

  private static Redirect redirect(HttpOutcome outcome) {
    return switch (outcome) {
      case Answer answer when answer.is2xx() ->
          answer
              .body()
              .flatMap(HttpOAuthUrls::oauthUrl)
              .<Redirect>map(Redirect.To::new)
              .orElseGet(Redirect.Unreadable::new);
      case Answer(int status, _, _) when status == 429 -> new Redirect.Throttled();
      case Answer(int status, _, _) -> new Redirect.Refused(status);
      case NotSent(), NoAnswer(_) -> new Redirect.NoAnswer();
    };
  }

  private URI uri(String element, Map<String, String> query) {
    return URI.create(
        baseUrl + "/elements/" + Query.encode(element) + "/oauth/url?" + Query.of(query));
  }

  private static Optional<String> oauthUrl(String body) {
    return Json.parse(body.getBytes(StandardCharsets.UTF_8))
        .map(fields -> fields.get("oauthUrl"))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }
}
