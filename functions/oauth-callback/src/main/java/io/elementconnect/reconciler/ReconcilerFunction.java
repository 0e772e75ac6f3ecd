package io.elementconnect.reconciler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.elementconnect.http.Problem;
import io.elementconnect.http.ProblemType;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.reconciler.ListNeedingOperator.NeedingOperator;
import io.elementconnect.reconciler.ReconcilerRequest.ListAll;
import io.elementconnect.reconciler.ReconcilerRequest.Repair;
import io.elementconnect.reconciler.ReconcilerRequest.Settle;
import io.elementconnect.reconciler.ReconcilerRequest.Sweep;
import io.elementconnect.reconciler.SettleResult.Adopted;
import io.elementconnect.reconciler.SettleResult.Changed;
import io.elementconnect.reconciler.SettleResult.GivenUp;
import io.elementconnect.reconciler.SettleResult.Inconclusive;
import io.elementconnect.reconciler.SettleResult.NotWaiting;
import io.elementconnect.reconciler.SettleResult.OthersExist;
import io.elementconnect.reconciler.SettleResult.UnknownAttempt;
import io.elementconnect.reconciler.SettleResult.UnknownInstance;
import io.elementconnect.reconciler.SettleResult.Unsuitable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settles attempts whose exchange has no known outcome. Invoked by schedule with {@code {"repair":
 * true}} and {@code {"sweep": true}}, and by an operator with {@code {"list": true}} or {@code
 * {"settle": {"attemptId": …, "instanceId": …}}} ({@code "failed": true} in place of the instance).
 * It never creates an instance and never deletes one. A refusal is a problem with {@code status}
 * and {@code code}; no invocation ends in an exception.
 */
public final class ReconcilerFunction
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final Wiring wiring;

  /** For Lambda, once for each execution environment. */
  public ReconcilerFunction() {
    this(System.getenv());
  }

  /**
   * For the local gateway, which has no process environment of its own to give.
   *
   * @throws IllegalStateException naming every setting that is missing or not acceptable
   */
  public ReconcilerFunction(Map<String, String> environment) {
    this(Wiring.of(environment));
  }

  ReconcilerFunction(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    return wiring.adapter().serve(input, context, ReconcilerRequest::of, this::answer);
  }

  private Map<String, Object> answer(ReconcilerRequest request) {
    return switch (request) {
      case Repair() -> {
        wiring.checkAccount().check();
        yield wiring.repairDueAttempts().run().fields();
      }
      case Sweep() -> wiring.sweepInstances().sweep().fields();
      case ListAll() ->
          Json.object(
              "items",
              wiring.listNeedingOperator().list().stream()
                  .map(ReconcilerFunction::render)
                  .toList());
      case Settle(var attempt, var instance) ->
          render(wiring.settleAttempt().settle(attempt, instance));
    };
  }

  private static Map<String, Object> render(NeedingOperator waiting) {
    var attempt = waiting.attempt();
    var failure = waiting.reason().failure();
    var json =
        Json.object(
            "attemptId",
            attempt.id().value(),
            "tenant",
            attempt.caller().tenant(),
            "user",
            attempt.caller().user(),
            "element",
            attempt.request().element(),
            "name",
            attempt.request().name(),
            "since",
            waiting.reason().since().toString(),
            "problem",
            Json.object("code", failure.code(), "detail", failure.detail()));
    var connected = waiting.reason().connected();
    if (connected != null) {
      json.put("connectedInstanceId", connected.value());
    }
    var hint = waiting.reason().hint();
    if (hint != null) {
      json.put("createdInstanceId", hint.instanceId().value());
    }
    return json;
  }

  private static Map<String, Object> render(SettleResult settlement) {
    return switch (settlement) {
      case Adopted(var attempt, var instance) ->
          Json.object(
              "attemptId", attempt.value(), "status", "connected", "instanceId", instance.value());
      case GivenUp(var attempt) -> Json.object("attemptId", attempt.value(), "status", "failed");
      case UnknownAttempt() ->
          refusal(ProblemType.UNKNOWN_ATTEMPT, "There is no attempt with this id.");
      case NotWaiting() ->
          refusal(ProblemType.NOT_WAITING, "The attempt is not waiting for an operator.");
      case UnknownInstance() ->
          refusal(
              ProblemType.UNKNOWN_INSTANCE,
              "Cloud Elements has no instance with this id for this attempt.");
      case OthersExist(var instances) ->
          refusal(
              ProblemType.OTHER_INSTANCES,
              "These instances also belong to the attempt: "
                  + ids(instances)
                  + ". First delete those that are not wanted.");
      case Unsuitable(var failure) -> Problem.of(failure).toJson();
      case Inconclusive() ->
          refusal(
              ProblemType.TRY_AGAIN,
              "The instances at Cloud Elements could not be listed. Please try again.");
      case Changed() ->
          refusal(
              ProblemType.CHANGED,
              "The attempt changed in the meantime. List it again before you settle it.");
    };
  }

  private static Map<String, Object> refusal(ProblemType type, String detail) {
    return Problem.of(type, detail).toJson();
  }

  private static String ids(List<InstanceId> instances) {
    return instances.stream().map(InstanceId::toString).collect(Collectors.joining(", "));
  }
}
