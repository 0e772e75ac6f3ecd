package io.elementconnect.redirecturl;

import static io.elementconnect.http.ProblemType.ADDRESS_UNKNOWN;
import static io.elementconnect.http.ProblemType.CLOUD_ELEMENTS_BUSY;
import static io.elementconnect.http.ProblemType.CLOUD_ELEMENTS_REFUSED;
import static io.elementconnect.http.ProblemType.CLOUD_ELEMENTS_UNREACHABLE;
import static io.elementconnect.http.ProblemType.CLOUD_ELEMENTS_UNREADABLE;
import static io.elementconnect.http.ProblemType.ELEMENT_NOT_OAUTH2;
import static io.elementconnect.http.ProblemType.TOO_MANY_STARTS;
import static io.elementconnect.http.ProblemType.UNKNOWN_ELEMENT;
import static io.elementconnect.http.ProblemType.UNSAFE_AUTHORIZE_URL;
import static io.elementconnect.http.ProblemType.USE_POST;
import static java.util.stream.Collectors.joining;

import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.Element;
import io.elementconnect.elements.Element.Authentication;
import io.elementconnect.elements.Property;
import io.elementconnect.http.BrowserKeyCookie;
import io.elementconnect.http.JsonBody;
import io.elementconnect.http.Problem;
import io.elementconnect.http.ProblemType;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import io.elementconnect.json.FieldError;
import io.elementconnect.json.Json;
import io.elementconnect.redirecturl.StartOutcome.SecretUnusable;
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
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Handles the start request, in a body or in a query. */
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
            Query.parseForm(request.rawQuery())
                .map(query ->
                    start(
                        request,
                        caller,
                        element,
                        reader -> reader.query(query),
                        StartEndpoint::usePost))
                .orElseGet(() -> Response.problem(Problem.MALFORMED_QUERY)));
  }

  private Response withElement(Request request, BiFunction<Caller, Element, Response> next) {
    return settings.claims().withCaller(request, caller -> withElement(request, caller, next));
  }

  private Response withElement(
      Request request, Caller caller, BiFunction<Caller, Element, Response> next) {
    var element = catalogue.find(request.pathParameter("keyOrId"));
    if (element.isEmpty()) {
      return problem(UNKNOWN_ELEMENT, "There is no element with this key or id.");
    }
    var authentication = element.get().authentication();
    if (authentication != Authentication.OAUTH2) {
      var detail =
          element.get().name() + " is connected with " + authentication + ", not with OAuth 2.0.";
      return problem(ELEMENT_NOT_OAUTH2, detail);
    }
    return next.apply(caller, element.get());
  }

  private Response start(
      Request request,
      Caller caller,
      Element element,
      Function<StartReader, StartRequest> read,
      Function<List<Property>, Problem> secretsMissing) {
    var reader = new StartReader(element, settings.returnUrls());
    var start = read.apply(reader);
    if (!reader.errors().isEmpty()) {
      return Response.problem(Problem.invalid(reader.errors()));
    }
    // An existing key is sent again: the attempts of other tabs are bound to it.
    var browserKey = BrowserKeyCookie.read(request).orElseGet(() -> BrowserKey.random(random));
    return baseUrl(request)
        .map(baseUrl -> startAttempt.start(start, caller, browserKey, baseUrl + "/oauth/callback"))
        .map(outcome -> render(outcome, browserKey, secretsMissing))
        .orElseGet(() ->
            problem(
                ADDRESS_UNKNOWN,
                "Nothing was started: the event names no host and PublicBaseUrl is not set, so the"
                    + " provider could send nobody back."));
  }

  /** The address of the API: as set, or the one that the gateway matched. */
  private Optional<String> baseUrl(Request request) {
    return settings
        .publicBaseUrl()
        .or(() ->
            Optional.of(request.domain())
                .filter(domain -> !domain.isEmpty())
                .map(domain -> "https://" + domain));
  }

  private Response render(
      StartOutcome outcome,
      BrowserKey browserKey,
      Function<List<Property>, Problem> secretsMissing) {
    return switch (outcome) {
      case Started started -> started(started).withCookie(BrowserKeyCookie.set(browserKey));
      case SecretsMissing(var properties) -> Response.problem(secretsMissing.apply(properties));
      case SecretUnusable(var problem) ->
          Response.problem(Problem.of(problem)).with("retry-after", "60");
      case TooManyStarts(var until) -> tooManyStarts(secondsUntil(until));
      case UpstreamRefused(var status) ->
          problem(
              CLOUD_ELEMENTS_REFUSED,
              "Cloud Elements answered the request for the redirect URL with status "
                  + status
                  + ".");
      case UpstreamBusy() ->
          problem(CLOUD_ELEMENTS_BUSY, "Please try again in a minute.").with("retry-after", "60");
      case UpstreamUnreadable() ->
          problem(
              CLOUD_ELEMENTS_UNREADABLE,
              "Cloud Elements' response to the request for the redirect URL could not be read.");
      case UpstreamUnreachable() ->
          problem(CLOUD_ELEMENTS_UNREACHABLE, "Nothing was stored: please send the request again.");
      case UnsafeAuthorizeUrl() ->
          problem(
              UNSAFE_AUTHORIZE_URL,
              "Cloud Elements returned a URL that does not lead to the provider and back with our state.");
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

  private static Problem required(List<Property> properties) {
    return Problem.invalid(
        properties.stream()
            .map(property ->
                new FieldError("configuration." + property.key(), property.label(), "is required"))
            .toList());
  }

  private static Problem usePost(List<Property> properties) {
    return Problem.of(
        USE_POST,
        properties.stream()
                .map(property -> property.label() + " (" + property.key() + ")")
                .collect(joining(", "))
            + " is secret and has no default here: send it in the body of a POST.");
  }

  private static Response tooManyStarts(String seconds) {
    var detail =
        "A user may start at most %d attempts in 15 minutes. Please wait %s seconds."
            .formatted(Attempts.MAX_STARTS, seconds);
    return problem(TOO_MANY_STARTS, detail).with("retry-after", seconds);
  }

  private String secondsUntil(Instant until) {
    // Counted from the whole second before now, so that a caller who waits that long is not too
    // early.
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return Long.toString(Math.max(1, Duration.between(now, until).toSeconds()));
  }

  private static Response problem(ProblemType type, String detail) {
    return Response.problem(Problem.of(type, detail));
  }
}
