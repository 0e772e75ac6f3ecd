package io.elementconnect.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.AttemptId;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Problem;
import io.elementconnect.attempts.Progress;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * How an attempt lies in its table. {@code ttl} is there only while nothing would be lost with the
 * item; {@code repairShard} and {@code repairAt} put it into the repair index while it is claimed
 * and unsettled.
 */
final class AttemptSchema {
  static final String ID = "attemptId";
  static final String STATUS = "status";
  static final String TENANT = "tenant";
  static final String USER = "user";
  static final String BROWSER_KEY_HASH = "browserKeyHash";
  static final String EXPIRES_AT = "expiresAt";
  static final String OWNER = "owner";
  static final String CODE_HASH = "codeHash";
  static final String RELEASES = "releases";
  static final String REPAIR_SHARD = "repairShard";
  static final String REPAIR_AT = "repairAt";
  static final String EMPTY_LOOKS = "emptyLooks";
  static final String INSTANCE_ID = "instanceId";
  static final String HINT_INSTANCE_ID = "hintInstanceId";
  static final String TTL = "ttl";

  static final String PENDING = "PENDING";
  static final String EXCHANGING = "EXCHANGING";

  /** The partitions of the repair index, each with a share of the attempts. */
  static final int REPAIR_SHARDS = 8;

  /** The partition of the repair index for those that an operator has to settle. */
  static final String OPERATOR = "operator";

  static final TableSchema<Attempt> SCHEMA =
      new Row.Schema<>(Attempt.class, AttemptSchema::read)
          .text(ID, attempt -> attempt.id().value(), primaryPartitionKey())
          .text(TENANT, attempt -> attempt.caller().tenant())
          .text(USER, attempt -> attempt.caller().user())
          .text("element", attempt -> attempt.request().element())
          .text("name", attempt -> attempt.request().name())
          .texts("tags", attempt -> attempt.request().tags())
          .textMap("configuration", attempt -> attempt.request().configuration())
          .text("secretConfiguration", attempt -> text(attempt.request().secretConfiguration()))
          .text("site", attempt -> attempt.request().site())
          .text("returnUrl", attempt -> attempt.request().returnUrl())
          .text("callbackUrl", attempt -> attempt.request().callbackUrl())
          .text(BROWSER_KEY_HASH, Attempt::browserKeyHash)
          .time("createdAt", Attempt::createdAt)
          .time(EXPIRES_AT, Attempt::expiresAt)
          .text(OWNER, Attempt::owner)
          .text(CODE_HASH, Attempt::codeHash)
          .number(RELEASES, attempt -> (long) attempt.releases())
          .text(STATUS, attempt -> status(attempt.progress()))
          .time("leaseUntil", attempt -> leaseUntil(attempt.progress()))
          .text(REPAIR_SHARD, AttemptSchema::repairShard)
          .time(REPAIR_AT, attempt -> repairAt(attempt.progress()))
          .number(EMPTY_LOOKS, attempt -> emptyLooks(attempt.progress()))
          .number(INSTANCE_ID, attempt -> instanceId(attempt.progress()))
          .number(HINT_INSTANCE_ID, attempt -> hintInstanceId(attempt.progress()))
          .text("hintToken", attempt -> hintToken(attempt.progress()))
          .text("problemCode", attempt -> code(problem(attempt.progress())))
          .text("problemDetail", attempt -> detail(problem(attempt.progress())))
          .time("settledAt", attempt -> settledAt(attempt.progress()))
          .time(TTL, AttemptSchema::ttl)
          .build();

  private static final Duration AFTER_EXPIRY = Duration.ofDays(1);
  private static final Duration AFTER_SETTLEMENT = Duration.ofDays(30);

  private AttemptSchema() {}

  private static Attempt read(Row row) {
    return new Attempt(
        new AttemptId(row.requiredText(ID)),
        new Caller(row.requiredText(TENANT), row.requiredText(USER)),
        new ConnectionRequest(
            row.requiredText("element"),
            row.requiredText("name"),
            row.texts("tags"),
            row.textMap("configuration"),
            sealed(row.text("secretConfiguration")),
            row.text("site"),
            row.requiredText("returnUrl"),
            row.requiredText("callbackUrl")),
        row.requiredText(BROWSER_KEY_HASH),
        row.requiredTime("createdAt"),
        row.requiredTime(EXPIRES_AT),
        row.text(OWNER),
        row.text(CODE_HASH),
        (int) row.requiredNumber(RELEASES),
        progress(row));
  }

  private static Progress progress(Row row) {
    return switch (row.requiredText(STATUS)) {
      case PENDING -> new Pending();
      case EXCHANGING -> new Exchanging(row.requiredTime("leaseUntil"));
      case "UNKNOWN" ->
          new Unknown(
              row.requiredTime(REPAIR_AT), (int) row.requiredNumber(EMPTY_LOOKS), hint(row));
      case "NEEDS_OPERATOR" ->
          new NeedsOperator(row.requiredTime(REPAIR_AT), problem(row), connected(row), hint(row));
      case "CONNECTED" -> new Connected(new InstanceId(row.requiredNumber(INSTANCE_ID)));
      case "DENIED" -> new Denied(row.requiredTime("settledAt"), problem(row));
      case "FAILED" -> new Failed(row.requiredTime("settledAt"), problem(row));
      default -> throw new IllegalStateException("the item has an unknown status");
    };
  }

  private static String status(Progress progress) {
    return switch (progress) {
      case Pending _ -> PENDING;
      case Exchanging _ -> EXCHANGING;
      case Unknown _ -> "UNKNOWN";
      case NeedsOperator _ -> "NEEDS_OPERATOR";
      case Connected _ -> "CONNECTED";
      case Denied _ -> "DENIED";
      case Failed _ -> "FAILED";
    };
  }

  private static @Nullable Instant leaseUntil(Progress progress) {
    return progress instanceof Exchanging(var until) ? until : null;
  }

  private static @Nullable Instant repairAt(Progress progress) {
    return switch (progress) {
      case Exchanging(var leaseUntil) -> leaseUntil;
      case Unknown(var repairAt, _, _) -> repairAt;
      case NeedsOperator(var since, _, _, _) -> since;
      case Pending _, Connected _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable String repairShard(Attempt attempt) {
    return switch (attempt.progress()) {
      case Exchanging _, Unknown _ ->
          Integer.toString(Math.floorMod(attempt.id().value().hashCode(), REPAIR_SHARDS));
      case NeedsOperator _ -> OPERATOR;
      case Pending _, Connected _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable Long emptyLooks(Progress progress) {
    return progress instanceof Unknown(_, var emptyLooks, _) ? (long) emptyLooks : null;
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
    return hint == null ? null : text(hint.token());
  }

  private static @Nullable Hint hint(Progress progress) {
    return switch (progress) {
      case Unknown(_, _, var hint) -> hint;
      case NeedsOperator(_, _, _, var hint) -> hint;
      case Pending _, Exchanging _, Connected _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable Problem problem(Progress progress) {
    return switch (progress) {
      case NeedsOperator(_, var problem, _, _) -> problem;
      case Denied(_, var problem) -> problem;
      case Failed(_, var problem) -> problem;
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

  private static @Nullable Instant ttl(Attempt attempt) {
    return switch (attempt.progress()) {
      case Pending _ -> attempt.expiresAt().plus(AFTER_EXPIRY);
      case Denied(var at, _) -> at.plus(AFTER_SETTLEMENT);
      case Failed(var at, _) -> at.plus(AFTER_SETTLEMENT);
      // A connected attempt goes with its instance, the others when they are settled.
      case Exchanging _, Unknown _, NeedsOperator _, Connected _ -> null;
    };
  }

  private static Problem problem(Row row) {
    return new Problem(row.requiredText("problemCode"), row.requiredText("problemDetail"));
  }

  private static @Nullable String code(@Nullable Problem problem) {
    return problem == null ? null : problem.code();
  }

  private static @Nullable String detail(@Nullable Problem problem) {
    return problem == null ? null : problem.detail();
  }

  private static @Nullable InstanceId connected(Row row) {
    var id = row.number(INSTANCE_ID);
    return id == null ? null : new InstanceId(id);
  }

  private static @Nullable Hint hint(Row row) {
    var id = row.number(HINT_INSTANCE_ID);
    return id == null ? null : new Hint(new InstanceId(id), sealed(row.text("hintToken")));
  }

  private static @Nullable Sealed sealed(@Nullable String text) {
    return text == null ? null : new Sealed(text);
  }

  private static @Nullable String text(@Nullable Sealed sealed) {
    return sealed == null ? null : sealed.text();
  }
}
