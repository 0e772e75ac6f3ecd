package io.elementconnect.instancemetadata;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.http.AttemptJson;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.Problem;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * {@code GET /attempts/{attemptId}}: the status of an attempt, only for the user who started it.
 */
final class AttemptEndpoint {
  // When a repeated request may see a change of an unsettled attempt.
  private static final long MIN_SECONDS = 2;
  private static final long MAX_SECONDS = 60;

  private final Attempts attempts;
  private final CallerClaims claims;
  private final InstantSource clock;

  AttemptEndpoint(Attempts attempts, CallerClaims claims, InstantSource clock) {
    this.attempts = attempts;
    this.claims = claims;
    this.clock = clock;
  }

  Response get(Request request) {
    return claims.withCaller(request, caller -> get(request, caller));
  }

  private Response get(Request request, Caller caller) {
    return AttemptId.parse(request.pathParameter("attemptId"))
        .flatMap(attempts::find)
        .filter(attempt -> attempt.caller().equals(caller))
        .map(this::render)
        .orElseGet(() -> Response.problem(Problem.UNKNOWN_ATTEMPT));
  }

  private Response render(Attempt attempt) {
    var now = clock.instant();
    var response = Response.json(200, AttemptJson.of(attempt, now));
    return switch (attempt.progress()) {
      case Exchanging _ -> response.with("retry-after", Long.toString(MIN_SECONDS));
      case Unknown unknown -> response.with("retry-after", secondsUntil(unknown.repairAt(), now));
      case Pending _, NeedsOperator _, Connected _, Denied _, Failed _ -> response;
    };
  }

  private static String secondsUntil(Instant lookup, Instant now) {
    var seconds = Duration.between(now, lookup).toSeconds();
    return Long.toString(Math.clamp(seconds, MIN_SECONDS, MAX_SECONDS));
  }
}
