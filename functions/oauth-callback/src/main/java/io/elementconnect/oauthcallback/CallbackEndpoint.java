package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.http.BrowserKeyCookie;
import io.elementconnect.http.Page;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import java.time.InstantSource;
import java.util.stream.Stream;

/** {@code GET /oauth/callback}: the person's browser returns from the provider. */
final class CallbackEndpoint {
  private final ReceiveCallback receiveCallback;
  private final String frontend;
  private final InstantSource clock;

  /**
   * The endpoint of one deployment.
   *
   * @param frontend where a person can start again, for dead ends without a known return URL
   */
  CallbackEndpoint(ReceiveCallback receiveCallback, String frontend, InstantSource clock) {
    this.receiveCallback = receiveCallback;
    this.frontend = frontend;
    this.clock = clock;
  }

  Response get(Request request) {
    if (!isOpened(request)) {
      return new Page(
              "This link is not open yet",
              "It was only previewed, and nothing has happened. Open it in its own window.",
              "Open it",
              "")
          .answer(403);
    }
    var deadline = clock.instant().plusMillis(request.millisecondsLeft());
    return Callback.parse(request.rawQuery())
        .map(
            callback -> receiveCallback.receive(callback, BrowserKeyCookie.read(request), deadline))
        .map(this::render)
        .orElseGet(this::malformed);
  }

  /**
   * Whether a window will show the response. A prefetch, or a request for a part of another page,
   * is not visible to a person and must spend nothing. Requests without these headers are assumed
   * to be from a window.
   *
   * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
   */
  private static boolean isOpened(Request request) {
    return request.header("sec-fetch-mode").orElse("navigate").equals("navigate")
        && request.header("sec-fetch-dest").orElse("document").equals("document")
        && Stream.of("sec-purpose", "purpose")
            .flatMap(name -> request.header(name).stream())
            .noneMatch(purpose -> purpose.contains("prefetch"));
  }

  private Response render(CallbackResult received) {
    return switch (received) {
      case Outcome.Current(var attempt, _) -> back(attempt, outcome(attempt), "");
      case Outcome.Expired(var attempt) -> back(attempt, "expired", "");
      case CallbackResult.Confirm(var attempt, var completion) ->
          back(attempt, "confirm", "#completion=" + completion);
      case Outcome.NotSetUp _ -> Page.notSetUp();
      case Outcome.TryAgain _ -> Page.tryAgain();
      case CallbackResult.UnknownState() ->
          page(
              404,
              "This link is unknown",
              "It may be old, or it was not copied completely. Please start again where you came from.");
      case CallbackResult.Malformed() -> malformed();
    };
  }

  private static String outcome(Attempt attempt) {
    return switch (attempt.progress()) {
      case Pending _ -> "pending";
      case Exchanging _, Unknown _, NeedsOperator _ -> "settling";
      case Connected _ -> "connected";
      case Denied _ -> "denied";
      case Failed _ -> "failed";
    };
  }

  private static Response back(Attempt attempt, String outcome, String fragment) {
    var returnUrl = attempt.request().returnUrl();
    return Response.seeOther(
        returnUrl
            + (returnUrl.contains("?") ? "&" : "?")
            + "attempt="
            + attempt.id()
            + "&outcome="
            + outcome
            + fragment);
  }

  private Response malformed() {
    return page(
        400,
        "This response is not complete",
        "The response of the sign-in cannot be used. Please start again where you came from.");
  }

  private Response page(int status, String title, String text) {
    return new Page(title, text, "Back to the start", frontend).answer(status);
  }
}
