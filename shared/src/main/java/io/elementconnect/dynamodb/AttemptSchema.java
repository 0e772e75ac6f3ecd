package io.elementconnect.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.ConnectionRequest;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * How an attempt is stored in its table. {@code ttl} is present only while the item may be deleted
 * without loss; {@code repairShard} and {@code repairAt} put the item into the repair index while
 * it is claimed and unsettled.
 */
final class AttemptSchema {
  static final String ID = "attemptId";
  static final String TENANT = "tenant";
  static final String USER = "user";
  static final String BROWSER_KEY_HASH = "browserKeyHash";
  static final String EXPIRES_AT = "expiresAt";
  static final String OWNER = "owner";
  static final String CODE_HASH = "codeHash";
  static final String RELEASES = "releases";
  static final String REPAIR_SHARD = "repairShard";
  static final String TTL = "ttl";

  /** The number of partitions of the repair index that the attempts are spread over. */
  static final int REPAIR_SHARDS = 8;

  /** The partition of the repair index for attempts that an operator has to settle. */
  static final String OPERATOR = "operator";

  static final TableSchema<Attempt> SCHEMA =
      ProgressAttributes.addTo(new Row.Schema<>(Attempt.class, AttemptSchema::read))
          .text(ID, attempt -> attempt.id().value(), primaryPartitionKey())
          .text(TENANT, attempt -> attempt.caller().tenant())
          .text(USER, attempt -> attempt.caller().user())
          .text("element", attempt -> attempt.request().element())
          .text("name", attempt -> attempt.request().name())
          .texts("tags", attempt -> attempt.request().tags())
          .textMap("configuration", attempt -> attempt.request().configuration())
          .text("secretConfiguration", attempt -> text(attempt.request().secretConfiguration()))
          .texts("defaults", attempt -> attempt.request().defaults())
          .text("site", attempt -> attempt.request().site())
          .text("returnUrl", attempt -> attempt.request().returnUrl())
          .text("callbackUrl", attempt -> attempt.request().callbackUrl())
          .text(BROWSER_KEY_HASH, Attempt::browserKeyHash)
          .time("createdAt", Attempt::createdAt)
          .time(EXPIRES_AT, Attempt::expiresAt)
          .text(OWNER, Attempt::owner)
          .text(CODE_HASH, Attempt::codeHash)
          .number(RELEASES, attempt -> (long) attempt.releases())
          .text(REPAIR_SHARD, AttemptSchema::repairShard)
          .time(TTL, AttemptSchema::ttl)
          .build();

  private static final Duration AFTER_EXPIRY = Duration.ofDays(1);
  private static final Duration AFTER_SETTLEMENT = Duration.ofDays(30);

  private AttemptSchema() {}

  private static Attempt read(Row row) {
    return new Attempt(
        new AttemptId(row.requiredText(ID)),
        new Caller(row.requiredText(TENANT), row.requiredText(USER)),
        request(row),
        row.requiredText(BROWSER_KEY_HASH),
        row.requiredTime("createdAt"),
        row.requiredTime(EXPIRES_AT),
        row.text(OWNER),
        row.text(CODE_HASH),
        (int) row.requiredNumber(RELEASES),
        ProgressAttributes.read(row));
  }

  private static ConnectionRequest request(Row row) {
    return new ConnectionRequest(
        row.requiredText("element"),
        row.requiredText("name"),
        row.texts("tags"),
        row.textMap("configuration"),
        sealed(row.text("secretConfiguration")),
        row.texts("defaults"),
        row.text("site"),
        row.requiredText("returnUrl"),
        row.requiredText("callbackUrl"));
  }

  private static @Nullable String repairShard(Attempt attempt) {
    return switch (attempt.progress()) {
      case Exchanging _, Unknown _ ->
          Integer.toString(Math.floorMod(attempt.id().value().hashCode(), REPAIR_SHARDS));
      case NeedsOperator _ -> OPERATOR;
      case Pending _, Connected _, Denied _, Failed _ -> null;
    };
  }

  private static @Nullable Instant ttl(Attempt attempt) {
    return switch (attempt.progress()) {
      case Pending _ -> attempt.expiresAt().plus(AFTER_EXPIRY);
      case Denied(var at, _) -> at.plus(AFTER_SETTLEMENT);
      case Failed(var at, _) -> at.plus(AFTER_SETTLEMENT);
      // A connected attempt is kept as long as its instance, the others until they have an outcome.
      case Exchanging _, Unknown _, NeedsOperator _, Connected _ -> null;
    };
  }

  static @Nullable Sealed sealed(@Nullable String text) {
    return text == null ? null : new Sealed(text);
  }

  static @Nullable String text(@Nullable Sealed sealed) {
    return sealed == null ? null : sealed.text();
  }
}
