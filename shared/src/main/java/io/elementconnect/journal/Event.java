package io.elementconnect.journal;

import io.elementconnect.Unavailable;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptId;
import io.elementconnect.attempts.Problem;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What may be said in the journal. The set is closed, and no event can carry a secret: there are
 * only ids, codes, names of things and times in them.
 */
public sealed interface Event {

  /** The name of the event, snake_case. */
  default String name() {
    return snakeCase(getClass());
  }

  /** What it tells, in the order in which it is written. */
  Map<String, Object> fields();

  /** An attempt was begun. */
  record AttemptStarted(AttemptId attemptId, String tenant, String element) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value(), "tenant", tenant, "element", element);
    }
  }

  /** A callback came without the browser key of its attempt; nothing was changed. */
  record ProofMissing(AttemptId attemptId) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value());
    }
  }

  /** A proven callback was told to come again before anything was claimed. */
  record ExchangePostponed(AttemptId attemptId, String reason) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value(), "reason", reason);
    }
  }

  /** A claimed code is about to be sent. */
  record ExchangeBegun(AttemptId attemptId) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value());
    }
  }

  /** The instance exists and is stored. */
  record AttemptConnected(AttemptId attemptId, String tenant, InstanceId instanceId)
      implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object(
          "attemptId", attemptId.value(), "tenant", tenant, "instanceId", instanceId.value());
    }
  }

  /** An attempt ended without an instance: denied, or failed. */
  record AttemptEnded(AttemptId attemptId, String status, String reason) implements Event {

    /** What became of the attempt, and the code of its problem. */
    public static AttemptEnded of(Attempt attempt, Problem problem) {
      return new AttemptEnded(attempt.id(), statusOf(attempt), problem.code());
    }

    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value(), "status", status, "reason", reason);
    }
  }

  /**
   * An exchange left its attempt without an end: released, of unknown effect, or a contradiction.
   */
  record ExchangeUnsettled(AttemptId attemptId, String status, String reason) implements Event {

    /** How the attempt was left, and why in a word or two. */
    public static ExchangeUnsettled of(Attempt attempt, String reason) {
      return new ExchangeUnsettled(attempt.id(), statusOf(attempt), reason);
    }

    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value(), "status", status, "reason", reason);
    }
  }

  /** An attempt was left to an operator, with the instances that are the reason. */
  record OperatorNeeded(AttemptId attemptId, String reason, List<InstanceId> instances)
      implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object(
          "attemptId",
          attemptId.value(),
          "reason",
          reason,
          "instances",
          instances.stream().map(InstanceId::value).toList());
    }
  }

  /** An operator ended an attempt. */
  record OperatorSettled(AttemptId attemptId, String status) implements Event {

    /** How the attempt stands now. */
    public static OperatorSettled of(Attempt attempt) {
      return new OperatorSettled(attempt.id(), statusOf(attempt));
    }

    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value(), "status", status);
    }
  }

  /** An attempt has had no known end for more than an hour, and is looked for still. */
  record AttemptOverdue(AttemptId attemptId) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value());
    }
  }

  /** An instance has the deployment's tag, and no attempt accounts for it. */
  record InstanceUnaccounted(InstanceId instanceId, String reason) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("instanceId", instanceId.value(), "reason", reason);
    }
  }

  /**
   * A run of the reconciler is over.
   *
   * @param due how many attempts were due
   * @param looked how many of them were looked at
   * @param settled how many of these have an end now, or are in an operator's hands
   * @param reason why it ended, snake_case
   */
  record RepairEnded(int due, int looked, int settled, String reason) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("due", due, "looked", looked, "settled", settled, "reason", reason);
    }
  }

  /** A sweep did not get to its end; an alarm counts those that did. The rest is as there. */
  record SweepCutShort(int instances, int unaccounted, String reason) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("instances", instances, "unaccounted", unaccounted, "reason", reason);
    }
  }

  /**
   * A sweep compared all that was listed.
   *
   * @param instances how many were compared
   * @param unaccounted how many of them no attempt accounts for
   * @param reason why it ended, snake_case
   */
  record SweepEnded(int instances, int unaccounted, String reason) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("instances", instances, "unaccounted", unaccounted, "reason", reason);
    }
  }

  /** The instance exists, yet could not be stored: it is to be found again by its tag. */
  record InstanceNotStored(AttemptId attemptId, InstanceId instanceId) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("attemptId", attemptId.value(), "instanceId", instanceId.value());
    }
  }

  /** A sealed value did not open: it was bent or belongs elsewhere. */
  record SealBroken(String purpose, String tenant, String attemptId) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("purpose", purpose, "tenant", tenant, "attemptId", attemptId);
    }
  }

  /** The token of an instance was given to a trusted backend. */
  record TokenRead(String tenant, InstanceId instanceId) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("tenant", tenant, "instanceId", instanceId.value());
    }
  }

  /** Something that is needed was not there; the caller was told to try again. */
  record DependencyUnavailable(String dependency, String cause) implements Event {

    public static DependencyUnavailable of(Unavailable unavailable) {
      return new DependencyUnavailable(
          unavailable.dependency().name().toLowerCase(Locale.ROOT), unavailable.reason());
    }

    @Override
    public Map<String, Object> fields() {
      return Json.object("dependency", dependency, "cause", cause);
    }
  }

  /** A fault of ours: the kind of the throwable and where it came from, without its message. */
  record RequestFailed(String error, String at) implements Event {

    public static RequestFailed of(Throwable thrown) {
      var trace = thrown.getStackTrace();
      return new RequestFailed(
          thrown.getClass().getName(), trace.length == 0 ? "" : trace[0].toString());
    }

    @Override
    public Map<String, Object> fields() {
      return Json.object("error", error, "at", at);
    }
  }

  /** A request was answered. */
  record RequestAnswered(String route, int status, long milliseconds) implements Event {
    @Override
    public Map<String, Object> fields() {
      return Json.object("route", route, "status", status, "milliseconds", milliseconds);
    }
  }

  private static String statusOf(Attempt attempt) {
    return snakeCase(attempt.progress().getClass());
  }

  private static String snakeCase(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
