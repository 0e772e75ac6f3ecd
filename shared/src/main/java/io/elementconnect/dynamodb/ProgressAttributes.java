package io.elementconnect.dynamodb;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.instances.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the progress of an attempt is stored: its status, and the attributes that only some have. */
final class ProgressAttributes {
  static final String STATUS = "status";
  static final String REPAIR_AT = "repairAt";
  static final String EMPTY_LOOKS = "emptyLookups";
  private static final String UNKNOWN_SINCE = "unknownSince";
  private static final String LOOKUPS = "lookups";
  private static final String BUSY = "busy";
  static final String INSTANCE_ID = "instanceId";
  static final String HINT_INSTANCE_ID = "hintInstanceId";

  static final String PENDING = "PENDING";

  private ProgressAttributes() {}

  static Row.Schema<Attempt> addTo(Row.Schema<Attempt> schema) {
    return schema
        .text(STATUS, attempt -> attempt.progress().status())
        .time("leaseUntil", attempt -> leaseUntil(attempt.progress()))
        .time(UNKNOWN_SINCE, attempt -> unknownSince(attempt.progress()))
        .text(LOOKUPS, attempt -> lookups(attempt.progress()))
        .time(REPAIR_AT, attempt -> repairAt(attempt.progress()))
        .number(EMPTY_LOOKS, attempt -> emptyLookups(attempt.progress()))
        .number(INSTANCE_ID, attempt -> instanceId(attempt.progress()))
        .number(HINT_INSTANCE_ID, attempt -> hintInstanceId(attempt.progress()))
        .text("hintToken", attempt -> hintToken(attempt.progress()))
        .text("problemCode", attempt -> code(failure(attempt.progress())))
        .text("problemDetail", attempt -> detail(failure(attempt.progress())))
        .time("settledAt", attempt -> settledAt(attempt.progress()));
  }

  static Progress read(Row row) {
    return switch (row.requiredText(STATUS)) {
      case PENDING -> new Pending();
      case "EXCHANGING" -> new Exchanging(row.requiredTime("leaseUntil"));
      case "UNKNOWN" ->
          new Unknown(
              since(row),
              lookups(row),
              row.requiredTime(REPAIR_AT),
              (int) row.requiredNumber(EMPTY_LOOKS),
              hint(row));
      case "NEEDS_OPERATOR" ->
          new NeedsOperator(row.requiredTime(REPAIR_AT), failure(row), connected(row), hint(row));
      case "CONNECTED" -> new Connected(new InstanceId(row.requiredNumber(INSTANCE_ID)));
      case "DENIED" -> new Denied(row.requiredTime("settledAt"), failure(row));
      case "FAILED" -> new Failed(row.requiredTime("settledAt"), failure(row));
      default -> throw new IllegalStateException("the item has an unknown status");
    };
  }

  private static @Nullable Instant leaseUntil(Progress progress) {
    return progress instanceof Exchanging(var until) ? until : null;
  }

  private static @Nullable Instant repairAt(Progress progress) {
    return switch (progress) {
      case Exchanging(var leaseUntil) -> leaseUntil;
      case Unknown unknown -> unknown.repairAt();
      case NeedsOperator(var since, _, _, _) -> since;
      case Pending _, Connected _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable Instant unknownSince(Progress progress) {
    return progress instanceof Unknown unknown ? unknown.since() : null;
  }

  private static @Nullable String lookups(Progress progress) {
    return progress instanceof Unknown unknown && unknown.lookups() == Lookups.BUSY ? BUSY : null;
  }

  private static Instant since(Row row) {
    // Items of earlier versions have no such time.
    var since = row.time(UNKNOWN_SINCE);
    return since == null ? row.requiredTime(AttemptSchema.EXPIRES_AT) : since;
  }

  private static Lookups lookups(Row row) {
    return BUSY.equals(row.text(LOOKUPS)) ? Lookups.BUSY : Lookups.STANDARD;
  }

  private static @Nullable Long emptyLookups(Progress progress) {
    return progress instanceof Unknown unknown ? (long) unknown.emptyLookups() : null;
  }

  private static @Nullable Long instanceId(Progress progress) {
    return switch (progress) {
      case Connected(var id) -> id.value();
      case NeedsOperator(_, _, var connected, _) when connected != null -> connected.value();
      case NeedsOperator _, Pending _, Exchanging _, Unknown _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable Long hintInstanceId(Progress progress) {
    var hint = hint(progress);
    return hint == null ? null : hint.instanceId().value();
  }

  private static @Nullable String hintToken(Progress progress) {
    var hint = hint(progress);
    return hint == null ? null : AttemptSchema.text(hint.token());
  }

  private static @Nullable Hint hint(Progress progress) {
    return switch (progress) {
      case Unknown unknown -> unknown.hint();
      case NeedsOperator(_, _, _, var hint) -> hint;
      case Pending _, Exchanging _, Connected _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable Failure failure(Progress progress) {
    return switch (progress) {
      case NeedsOperator(_, var failure, _, _) -> failure;
      case Denied(_, var failure) -> failure;
      case Failed(_, var failure) -> failure;
      case Pending _, Exchanging _, Unknown _, Connected _ -> null;
    };
  }

  private static @Nullable Instant settledAt(Progress progress) {
    return switch (progress) {
      case Denied(var at, _) -> at;
      case Failed(var at, _) -> at;
      case Pending _, Exchanging _, Unknown _, NeedsOperator _, Connected _ -> null;
    };
  }

  private static Failure failure(Row row) {
    return new Failure(row.requiredText("problemCode"), row.requiredText("problemDetail"));
  }

  private static @Nullable String code(@Nullable Failure failure) {
    return failure == null ? null : failure.code();
  }

  private static @Nullable String detail(@Nullable Failure failure) {
    return failure == null ? null : failure.detail();
  }

  private static @Nullable InstanceId connected(Row row) {
    var id = row.number(INSTANCE_ID);
    return id == null ? null : new InstanceId(id);
  }

  private static @Nullable Hint hint(Row row) {
    var id = row.number(HINT_INSTANCE_ID);
    return id == null
        ? null
        : new Hint(new InstanceId(id), AttemptSchema.sealed(row.text("hintToken")));
  }
}
