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
import io.elementconnect.secrets.SecretProblem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /attempts/{attemptId}/complete}: the frontend submits the completion for its
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
    var errors = new ArrayList<FieldError>();
    var json = JsonObject.root(fields, errors);
    var completion = json.required("completion");
    json.refuseOthers();
    if (completion.length() > Completions.MAX_CHARACTERS) {
      json.addError("completion", "may have at most " + Completions.MAX_CHARACTERS + " characters");
    }
    if (!errors.isEmpty()) {
      return Response.problem(Problem.invalid(errors));
    }
    var deadline = clock.instant().plusMillis(request.millisecondsLeft());
    return render(id, completeAttempt.complete(id, caller, completion, deadline));
  }

  private Response render(AttemptId id, CompletionResult completed) {
    return switch (completed) {
      case Outcome.Current current -> current(current);
      case Outcome.Expired _ -> problem(id, ATTEMPT_EXPIRED, "Please start again.");
      case Outcome.NotSetUp(_, var why) -> notSetUp(id, why);
      case Outcome.TryAgain(_, var code) -> tryAgain(id, code);
      case CompletionResult.UnknownAttempt() -> unknown();
      case CompletionResult.NotYours() ->
          problem(
              id,
              NOT_YOUR_ATTEMPT,
              "Another user started this attempt. Sign in as that user, or start again.");
      case CompletionResult.BadCompletion() ->
          problem(
              id,
              BAD_COMPLETION,
              "This is not the completion of this attempt, or it was modified.");
      case CompletionResult.TooOld() ->
          problem(
              id,
              COMPLETION_EXPIRED,
              "A completion is valid for five minutes. Please start again.");
    };
  }

  private Response current(Outcome.Current current) {
    var attempt = current.attempt();
    return switch (attempt.progress()) {
      case Connected(var instanceId) ->
          Optional.ofNullable(current.instance())
              .or(() -> instances.find(attempt.caller().tenant(), instanceId))
              .map(instance -> Response.json(200, instanceJson.of(instance)))
              .orElseGet(CompleteEndpoint::unknown);
      case Exchanging _, Unknown _, NeedsOperator _ -> settling(attempt);
      case Denied(_, var failure) -> ended(attempt, failure);
      case Failed(_, var failure) -> ended(attempt, failure);
      case Pending _ ->
          problem(
              attempt.id(),
              OTHER_CODE,
              "This attempt can continue only with its first authorization code.");
    };
  }

  private Response settling(Attempt attempt) {
    return Response.json(202, AttemptJson.of(attempt, clock.instant())).with("retry-after", "2");
  }

  private static Response ended(Attempt attempt, Failure failure) {
    return problem(attempt.id(), Problem.of(failure));
  }

  private static Response notSetUp(AttemptId id, SecretProblem.Kind why) {
    var detail =
        "A secret of this deployment has to be filled or corrected first. Nothing was lost: please"
            + " send the request again in a few minutes (%s).".formatted(why.code());
    return problem(id, TRY_AGAIN, detail).with("retry-after", "60");
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
