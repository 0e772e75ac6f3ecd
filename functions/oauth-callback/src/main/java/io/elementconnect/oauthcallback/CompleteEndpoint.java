package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptId;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Problem;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.http.AttemptJson;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.http.JsonBody;
import io.elementconnect.http.Refusal;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import io.elementconnect.instances.Instances;
import io.elementconnect.json.Fault;
import io.elementconnect.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /attempts/{attemptId}/complete}: the frontend hands in the completion for its
 * signed-in user.
 */
final class CompleteEndpoint {
  private final CompleteAttempt completeAttempt;
  private final Instances instances;
  private final InstanceJson instanceJson;
  private final CallerClaims claims;
  private final InstantSource clock;

  CompleteEndpoint(
      CompleteAttempt completeAttempt,
      Instances instances,
      InstanceJson instanceJson,
      CallerClaims claims,
      InstantSource clock) {
    this.completeAttempt = completeAttempt;
    this.instances = instances;
    this.instanceJson = instanceJson;
    this.claims = claims;
    this.clock = clock;
  }

  Response post(Request request) {
    return claims.withCaller(request, caller -> post(request, caller));
  }

  private Response post(Request request, Caller caller) {
    var id = AttemptId.parse(request.pathParameter("attemptId"));
    if (id.isEmpty()) {
      return unknown();
    }
    return switch (JsonBody.of(request)) {
      case JsonBody.Refused(var refusal) -> Response.problem(refusal);
      case JsonBody.Read(var fields) -> complete(request, id.get(), caller, fields);
    };
  }

  private Response complete(
      Request request, AttemptId id, Caller caller, Map<String, Object> fields) {
    var faults = new ArrayList<Fault>();
    var json = JsonObject.root(fields, faults);
    var completion = json.required("completion");
    json.refuseOthers();
    if (completion.length() > Completions.MOST_CHARACTERS) {
      json.fault("completion", "may have at most " + Completions.MOST_CHARACTERS + " characters");
    }
    if (!faults.isEmpty()) {
      return Response.problem(Refusal.invalid(faults));
    }
    var deadline = clock.instant().plusMillis(request.millisecondsLeft());
    return render(id, completeAttempt.complete(id, caller, completion, deadline));
  }

  private Response render(AttemptId id, Completed completed) {
    return switch (completed) {
      case Outcome.Stands stands -> stands(stands);
      case Outcome.Expired _ ->
          problem(id, 410, "attempt_expired", "Attempt expired", "Please start again.");
      case Outcome.TryAgain(_, var code) -> tryAgain(id, code);
      case Completed.UnknownAttempt() -> unknown();
      case Completed.NotYours() ->
          problem(
              id, 403, "not_your_attempt", "Not your attempt", "Another user began this attempt.");
      case Completed.BadCompletion() ->
          problem(
              id,
              400,
              "bad_completion",
              "Bad completion",
              "This is not the completion of this attempt, or it was changed on the way.");
      case Completed.TooOld() ->
          problem(
              id,
              410,
              "completion_expired",
              "Completion expired",
              "A completion counts for five minutes. Please start again.");
    };
  }

  private Response stands(Outcome.Stands stands) {
    var attempt = stands.attempt();
    return switch (attempt.progress()) {
      case Connected(var instanceId) ->
          Optional.ofNullable(stands.instance())
              .or(() -> instances.find(attempt.caller().tenant(), instanceId))
              .map(instance -> Response.json(200, instanceJson.of(instance)))
              .orElseGet(CompleteEndpoint::unknown);
      case Exchanging _, Unknown _, NeedsOperator _ -> settling(attempt);
      case Denied(_, var problem) -> ended(attempt, problem);
      case Failed(_, var problem) -> ended(attempt, problem);
      case Pending _ ->
          problem(
              attempt.id(),
              409,
              "other_code",
              "Another code",
              "This attempt goes on only with the code that it was first given.");
    };
  }

  private Response settling(Attempt attempt) {
    return Response.json(202, AttemptJson.of(attempt, clock.instant())).with("retry-after", "2");
  }

  private static Response ended(Attempt attempt, Problem problem) {
    return problem(attempt.id(), 409, problem.code(), "Not connected", problem.detail());
  }

  private static Response tryAgain(AttemptId id, String code) {
    var refusal =
        Refusal.of(
            503,
            Refusal.TRY_AGAIN.code(),
            Refusal.TRY_AGAIN.title(),
            "Nothing was lost: please send the request again (" + code + ").");
    return Response.problem(refusal, Map.of("attemptId", id.value())).with("retry-after", "5");
  }

  private static Response unknown() {
    return Response.problem(
        Refusal.of(404, "unknown_attempt", "Unknown attempt", "There is no attempt with this id."));
  }

  private static Response problem(
      AttemptId id, int status, String code, String title, String detail) {
    return Response.problem(
        Refusal.of(status, code, title, detail), Map.of("attemptId", id.value()));
  }
}
