package io.elementconnect.redirecturl;

import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.Element;
import io.elementconnect.elements.Element.Authentication;
import io.elementconnect.http.BrowserKeyCookie;
import io.elementconnect.http.JsonBody;
import io.elementconnect.http.Refusal;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import io.elementconnect.json.Fault;
import io.elementconnect.json.Json;
import io.elementconnect.redirecturl.StartOutcome.SecretNotSet;
import io.elementconnect.redirecturl.StartOutcome.SecretsMissing;
import io.elementconnect.redirecturl.StartOutcome.Started;
import io.elementconnect.redirecturl.StartOutcome.TooManyStarts;
import io.elementconnect.redirecturl.StartOutcome.UnsafeAuthorizeUrl;
import io.elementconnect.redirecturl.StartOutcome.UpstreamBusy;
import io.elementconnect.redirecturl.StartOutcome.UpstreamRefused;
import io.elementconnect.redirecturl.StartOutcome.UpstreamUnreachable;
import io.elementconnect.redirecturl.StartOutcome.UpstreamUnreadable;
import io.elementconnect.url.Query;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The start request, out of a body or out of a query, and its answer. */
final class StartEndpoint {
  private final Catalogue catalogue;
  private final StartSettings settings;
  private final StartAttempt startAttempt;
  private final SecureRandom random;
  private final InstantSource clock;

  StartEndpoint(
      Catalogue catalogue,
      StartSettings settings,
      StartAttempt startAttempt,
      SecureRandom random,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.settings = settings;
    this.startAttempt = startAttempt;
    this.random = random;
    this.clock = clock;
  }

  Response post(Request request) {
    return withElement(
        request,
        (caller, element) ->
            switch (JsonBody.of(request)) {
              case JsonBody.Refused(var refusal) -> Response.problem(refusal);
              case JsonBody.Read(var fields) ->
                  start(
                      request,
                      caller,
                      element,
                      reader -> reader.body(fields),
                      StartEndpoint::required);
            });
  }

  Response get(Request request) {
    return withElement(
        request,
        (caller, element) ->
            Query.parse(request.rawQuery())
                .map(query ->
                    start(
                        request,
                        caller,
                        element,
                        reader -> reader.query(query),
                        StartEndpoint::usePost))
                .orElseGet(() ->
                    problem(
                        400,
                        "malformed_query",
                        "Malformed query",
                        "The query is not properly encoded.")));
  }

  private Response withElement(Request request, BiFunction<Caller, Element, Response> next) {
    return settings.claims().withCaller(request, caller -> withElement(request, caller, next));
  }

  private Response withElement(
      Request request, Caller caller, BiFunction<Caller, Element, Response> next) {
    var element = catalogue.find(request.pathParameter("keyOrId"));
    if (element.isEmpty()) {
      return problem(
          404, "unknown_element", "Unknown element", "There is no element with this key or id.");
    }
    var authentication = element.get().authentication();
    if (authentication != Authentication.OAUTH2) {
      var detail =
          element.get().name() + " is connected with " + authentication + ", not with OAuth 2.0.";
      return problem(400, "element_not_oauth2", "Element without OAuth 2.0", detail);
    }
    return next.apply(caller, element.get());
  }

  private Response start(
      Request request,
      Caller caller,
      Element element,
      Function<StartReader, StartRequest> read,
      Function<List<String>, Refusal> secretsMissing) {
    var reader = new StartReader(element, settings.returnUrls());
    var start = read.apply(reader);
    if (!reader.faults().isEmpty()) {
      return Response.problem(Refusal.invalid(reader.faults()));
    }
    // An existing key is sent again: the attempts of other tabs are bound to it.
    var browserKey = BrowserKeyCookie.read(request).orElseGet(() -> BrowserKey.random(random));
    var outcome = startAttempt.start(start, caller, browserKey, callbackUrl(request));
    return render(outcome, browserKey, secretsMissing);
  }

  private String callbackUrl(Request request) {
    return settings.publicBaseUrl().orElseGet(() -> "https://" + request.domain())
        + "/oauth/callback";
  }

  private Response render(
      StartOutcome outcome, BrowserKey browserKey, Function<List<String>, Refusal> secretsMissing) {
    return switch (outcome) {
      case Started started -> started(started).withCookie(BrowserKeyCookie.set(browserKey));
      case SecretsMissing(var keys) -> Response.problem(secretsMissing.apply(keys));
      case SecretNotSet(var name) ->
          problem(
              503, "secret_not_set", "Secret not set", "The secret " + name + " has no value yet.");
      case TooManyStarts(var until) ->
          problem(429, "too_many_starts", "Too many starts", "Please wait until " + until + ".")
              .with("retry-after", secondsUntil(until));
      case UpstreamRefused(var status) ->
          problem(
              502,
              "cloud_elements_refused",
              "Cloud Elements refused",
              "Cloud Elements answered the request for the redirect URL with status "
                  + status
                  + ".");
      case UpstreamBusy() ->
          problem(
                  503,
                  "cloud_elements_busy",
                  "Cloud Elements is busy",
                  "Please try again in a minute.")
              .with("retry-after", "60");
      case UpstreamUnreadable() ->
          problem(
              502,
              "cloud_elements_unreadable",
              "Cloud Elements was not understood",
              "Cloud Elements answered the request for the redirect URL with something else.");
      case UpstreamUnreachable() ->
          problem(
              504,
              "cloud_elements_unreachable",
              "Cloud Elements did not answer",
              "Nothing was stored: please send the request again.");
      case UnsafeAuthorizeUrl() ->
          problem(
              502,
              "unsafe_authorize_url",
              "Unsafe authorize URL",
              "Cloud Elements gave a URL that does not lead to the provider and back with our state.");
    };
  }

  private static Response started(Started started) {
    var attempt = started.attempt();
    var json =
        Json.object(
            "attemptId",
            attempt.id().value(),
            "element",
            attempt.request().element(),
            "oauthUrl",
            started.oauthUrl(),
            "expiresAt",
            attempt.expiresAt().toString());
    return Response.json(201, json);
  }

  private static Refusal required(List<String> keys) {
    return Refusal.invalid(
        keys.stream().map(key -> new Fault("configuration." + key, "is required")).toList());
  }

  private static Refusal usePost(List<String> keys) {
    return Refusal.of(
        400,
        "use_post",
        "Use POST",
        String.join(", ", keys)
            + " is secret and has no default here: state it in the body of a POST.");
  }

  private String secondsUntil(Instant until) {
    // From the whole second before now, so that whoever waits that long is not too early.
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return Long.toString(Math.max(1, Duration.between(now, until).toSeconds()));
  }

  private static Response problem(int status, String code, String title, String detail) {
    return Response.problem(Refusal.of(status, code, title, detail));
  }
}
