package io.elementconnect.oauthcallback;

import static io.elementconnect.http.ProblemType.ATTEMPT_EXPIRED;
import static io.elementconnect.http.ProblemType.BAD_COMPLETION;
import static io.elementconnect.http.ProblemType.COMPLETION_EXPIRED;
import static io.elementconnect.http.ProblemType.NOT_YOUR_ATTEMPT;
import static io.elementconnect.http.ProblemType.OTHER_CODE;
import static io.elementconnect.http.ProblemType.TRY_AGAIN;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Failure;
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
import io.elementconnect.http.Problem;
import io.elementconnect.http.ProblemType;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import io.elementconnect.instances.Instances;
import io.elementconnect.json.FieldError;
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
    var faults = new ArrayList<FieldError>();
    var json = JsonObject.root(fields, faults);
    var completion = json.required("completion");
    json.refuseOthers();
    if (completion.length() > Completions.MAX_CHARACTERS) {
      json.fault("completion", "may have at most " + Completions.MAX_CHARACTERS + " characters");
    }
    if (!faults.isEmpty()) {
      return Response.problem(Problem.invalid(faults));
    }
    var deadline = clock.instant().plusMillis(request.millisecondsLeft());
    return render(id, completeAttempt.complete(id, caller, completion, deadline));
  }

  private Response render(AttemptId id, CompletionResult completed) {
    return switch (completed) {
      case Outcome.Current stands -> stands(stands);
      case Outcome.Expired _ -> problem(id, ATTEMPT_EXPIRED, "Please start again.");
      case Outcome.TryAgain(_, var code) -> tryAgain(id, code);
      case CompletionResult.UnknownAttempt() -> unknown();
      case CompletionResult.NotYours() ->
          problem(id, NOT_YOUR_ATTEMPT, "Another user began this attempt.");
      case CompletionResult.BadCompletion() ->
          problem(
              id,
              BAD_COMPLETION,
              "This is not the completion of this attempt, or it was changed on the way.");
      case CompletionResult.TooOld() ->
          problem(
              id, COMPLETION_EXPIRED, "A completion counts for five minutes. Please start again.");
    };
  }

  private Response stands(Outcome.Current stands) {
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
              OTHER_CODE,
              "This attempt goes on only with the code that it was first given.");
    };
  }

  private Response settling(Attempt attempt) {
    return Response.json(202, AttemptJson.of(attempt, clock.instant())).with("retry-after", "2");
  }

  private static Response ended(Attempt attempt, Failure problem) {
    return problem(attempt.id(), Problem.of(problem));
  }

  private static Response tryAgain(AttemptId id, String code) {
    var detail = "Nothing was lost: please send the request again (" + code + ").";
    return problem(id, TRY_AGAIN, detail).with("retry-after", "5");
  }

  private static Response unknown() {
    return Response.problem(Problem.UNKNOWN_ATTEMPT);
  }

  private static Response problem(AttemptId id, ProblemType type, String detail) {
    return problem(id, Problem.of(type, detail));
  }

  private static Response problem(AttemptId id, Problem refusal) {
    return Response.problem(refusal, Map.of("attemptId", id.value()));
  }
}
