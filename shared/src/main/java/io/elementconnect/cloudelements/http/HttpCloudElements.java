package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NoAnswer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cloud Elements API v2 over {@code java.net.http}. It follows no redirect, so that no secret goes
 * elsewhere.
 */
public final class HttpCloudElements implements CloudElements {
  private static final Duration QUESTION = Duration.ofSeconds(8);
  // The largest page is 200 instances, which may come to more bytes than an answer may have.
  private static final String PAGE_SIZE = "100";
  private static final int MOST_PAGES = 1_000;
  private static final Set<Integer> UNCLEAR_REFUSALS = Set.of(408, 409, 429);

  private final String baseUrl;
  private final InstantSource clock;
  private final HttpSender sender = new HttpSender();

  /**
   * A client of one Cloud Elements or white label.
   *
   * @param baseUrl with {@code /elements/api-v2}, without a slash at its end
   * @param clock says when a listing takes too long
   */
  public HttpCloudElements(String baseUrl, InstantSource clock) {
    this.baseUrl = baseUrl;
    this.clock = clock;
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
    // No Authorization: the documentation asks for none, and what is not sent cannot leak.
    var request =
        HttpRequest.newBuilder(
            uri("/elements/" + Query.encode(element) + "/oauth/url", Query.of(query)));
    var first = sender.query(request, QUESTION);
    var last =
        first instanceof Answer(int status, _, _) && status == 429
            ? sender.query(request, QUESTION)
            : first;
    return switch (last) {
      case Answer(int status, _, var body) when is2xx(status) ->
          oauthUrl(body).<Redirect>map(Redirect.To::new).orElseGet(Redirect.Nonsense::new);
      case Answer(int status, _, _) when status == 429 -> new Redirect.TooFast();
      case Answer(int status, _, _) -> new Redirect.Refused(status);
      case NotSent(), NoAnswer(_) -> new Redirect.NoAnswer();
    };
  }

  @Override
  public Creation create(NewInstance instance, CloudElementsSecrets secrets, Duration limit) {
    var body = new LinkedHashMap<String, Object>();
    body.put("element", Map.of("key", instance.element()));
    body.put("providerData", instance.providerData());
    body.put("configuration", instance.configuration());
    body.put("name", instance.name());
    body.put("tags", instance.tags());
    var request =
        HttpRequest.newBuilder(uri("/instances", ""))
            .header("Authorization", secrets.authorization())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.print(body)));
    return switch (sender.sendOnce(request, limit)) {
      case NotSent() -> new Creation.NotSent();
      case NoAnswer(var why) -> new Creation.Unclear(why, Optional.empty());
      case Answer(int status, _, var answer) when is2xx(status) ->
          created(instance.element(), answer);
      case Answer(int status, _, _) when status == 401 -> new Creation.Unauthorized();
      case Answer(int status, _, _)
          when status >= 500 || status < 400 || UNCLEAR_REFUSALS.contains(status) ->
          new Creation.Unclear("status " + status, Optional.empty());
      case Answer(int status, _, _) -> new Creation.Refused(status);
    };
  }

  @Override
  public Listing findByTag(String tag, CloudElementsSecrets secrets, Duration limit) {
    var end = clock.instant().plus(limit);
    var found = new ArrayList<RemoteInstance>();
    var query = new LinkedHashMap<>(Map.of("tags[]", tag, "pageSize", PAGE_SIZE));
    for (int page = 0; page < MOST_PAGES; page++) {
      var left = Duration.between(clock.instant(), end);
      if (!left.isPositive()) {
        return new Listing.NotKnown();
      }
      var asked = question("/instances", Query.of(query), secrets, shorter(left, QUESTION));
      if (!(asked instanceof Answer answer && is2xx(answer.status()))) {
        var ended = notListed(asked);
        // Only the first page can tell that there is nothing.
        return page > 0 && ended instanceof Listing.Found ? new Listing.NotKnown() : ended;
      }
      var instances = InstanceReader.list(answer.body());
      if (instances.isEmpty()) {
        return new Listing.NotKnown();
      }
      instances.get().stream()
          .filter(instance -> instance.tags() == null || instance.tags().contains(tag))
          .forEach(found::add);
      var next = answer.header("Elements-Next-Page-Token");
      if (next.isEmpty()) {
        return new Listing.Found(found);
      }
      query.put("nextPage", next.get());
    }
    return new Listing.NotKnown();
  }

  @Override
  public Listing get(InstanceId id, CloudElementsSecrets secrets) {
    var asked = question("/instances/" + id, "", secrets, QUESTION);
    if (!(asked instanceof Answer answer && is2xx(answer.status()))) {
      return notListed(asked);
    }
    return InstanceReader.one(answer.body())
        .flatMap(InstanceReader.Fields::toInstance)
        .filter(instance -> instance.id().equals(id))
        .<Listing>map(instance -> new Listing.Found(List.of(instance)))
        .orElseGet(Listing.NotKnown::new);
  }

  private HttpOutcome question(
      String path, String query, CloudElementsSecrets secrets, Duration limit) {
    var request =
        HttpRequest.newBuilder(uri(path, query)).header("Authorization", secrets.authorization());
    return sender.query(request, limit);
  }

  private static Listing notListed(HttpOutcome asked) {
    return switch (asked) {
      // What matches nothing is answered with 404, not with an empty list; but another's 404, such
      // as that of a proxy, says nothing about what exists.
      case Answer(int status, _, var body) when status == 404 && isError(body) ->
          new Listing.Found(List.of());
      case Answer(int status, _, _) when status == 401 -> new Listing.Unauthorized();
      case Answer answer when answer.status() == 429 ->
          new Listing.TooFast(answer.retryAfterSeconds());
      case Answer _, NotSent _, NoAnswer _ -> new Listing.NotKnown();
    };
  }

  private static Creation created(String element, byte[] body) {
    var read = InstanceReader.one(body);
    if (read.isEmpty()) {
      return new Creation.Unclear("unreadable body", Optional.empty());
    }
    var found = read.get().toInstance();
    if (found.isEmpty()) {
      return new Creation.Unclear("no id", Optional.empty());
    }
    var instance = found.get();
    var id = instance.id();
    var token = instance.token();
    if (!element.equals(instance.element())) {
      return instance.element() == null
          ? new Creation.Unclear("no element", Optional.of(id))
          : new Creation.OtherElement(id);
    }
    if (!instance.valid()) {
      return new Creation.Unclear("not valid", Optional.of(id));
    }
    return token == null
        ? new Creation.Unclear("no token", Optional.of(id))
        : new Creation.Created(instance, token);
  }

  /** Whether this is what Cloud Elements says of an error: an object with a {@code message}. */
  private static boolean isError(byte[] body) {
    return Json.parse(body).filter(fields -> fields.get("message") instanceof String).isPresent();
  }

  private static Optional<String> oauthUrl(byte[] body) {
    return Json.parse(body)
        .map(fields -> fields.get("oauthUrl"))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private URI uri(String path, String query) {
    return URI.create(baseUrl + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean is2xx(int status) {
    return status >= 200 && status < 300;
  }
}
