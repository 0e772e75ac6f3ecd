package io.elementconnect.http;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.json.Json;
import java.time.Instant;
import java.util.Map;

/** An attempt as its user sees it. */
public final class AttemptJson {
  private AttemptJson() {}

  /**
   * The fields of the response; {@code instanceId} and {@code problem} are present only when there
   * is one, {@code settlesBy} only while it settles and until that time.
   */
  public static Map<String, Object> of(Attempt attempt, Instant now) {
    var json =
        Json.object(
            "attemptId",
            attempt.id().value(),
            "element",
            attempt.request().element(),
            "status",
            status(attempt, now));
    switch (attempt.progress()) {
      case Connected(var instanceId) -> json.put("instanceId", instanceId.value());
      case Denied(_, var failure) -> json.put("problem", problem(failure));
      case Failed(_, var failure) -> json.put("problem", problem(failure));
      case NeedsOperator(_, var failure, _, _) -> json.put("problem", problem(failure));
      case Pending _, Exchanging _, Unknown _ -> {}
    }
    json.put("createdAt", attempt.createdAt().toString());
    json.put("expiresAt", attempt.expiresAt().toString());
    attempt
        .progress()
        .settlesBy()
        .filter(now::isBefore)
        .ifPresent(settlesBy -> json.put("settlesBy", settlesBy.toString()));
    return json;
  }

  private static String status(Attempt attempt, Instant now) {
    return switch (attempt.progress()) {
      case Pending _ -> attempt.isExpiredAt(now) ? "expired" : "pending";
      case Exchanging _, Unknown _ -> "settling";
      case NeedsOperator _ -> "needs_operator";
      case Connected _ -> "connected";
      case Denied _ -> "denied";
      case Failed _ -> "failed";
    };
  }

  private static Map<String, Object> problem(Failure failure) {
    return Json.object("code", failure.code(), "detail", failure.detail());
  }
}
