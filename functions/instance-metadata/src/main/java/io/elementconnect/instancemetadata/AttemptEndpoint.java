package io.elementconnect.instancemetadata;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.Caller;
import io.elementconnect.http.AttemptJson;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.Problem;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import java.time.InstantSource;

/**
 * {@code GET /attempts/{attemptId}}: the status of an attempt, only for the user who started it.
 */
final class AttemptEndpoint {
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
        .map(attempt -> Response.json(200, AttemptJson.of(attempt, clock.instant())))
        .orElseGet(() -> Response.problem(Problem.UNKNOWN_ATTEMPT));
  }
}
