package io.elementconnect.dynamodb;

import static io.elementconnect.dynamodb.AttemptSchema.BROWSER_KEY_HASH;
import static io.elementconnect.dynamodb.AttemptSchema.CODE_HASH;
import static io.elementconnect.dynamodb.AttemptSchema.EXPIRES_AT;
import static io.elementconnect.dynamodb.AttemptSchema.OWNER;
import static io.elementconnect.dynamodb.AttemptSchema.RELEASES;
import static io.elementconnect.dynamodb.AttemptSchema.TENANT;
import static io.elementconnect.dynamodb.AttemptSchema.USER;
import static io.elementconnect.dynamodb.ProgressAttributes.EMPTY_LOOKS;
import static io.elementconnect.dynamodb.ProgressAttributes.HINT_INSTANCE_ID;
import static io.elementconnect.dynamodb.ProgressAttributes.INSTANCE_ID;
import static io.elementconnect.dynamodb.ProgressAttributes.PENDING;
import static io.elementconnect.dynamodb.ProgressAttributes.REPAIR_AT;
import static io.elementconnect.dynamodb.ProgressAttributes.STATUS;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.instances.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The conditions under which a transition is written. {@code releases} is part of every condition
 * on a PENDING attempt: nothing else shows that the attempt was claimed and released in between.
 */
final class Conditions {
  private Conditions() {}

  /** Pending, and never claimed for another code. */
  static Expression claimable(Attempt claimed, Proof proof, Instant now) {
    var code = value(Objects.requireNonNull(claimed.codeHash()));
    var sameCode =
        expression(
            "attribute_not_exists(#codeHash) OR #codeHash = :codeHash",
            Map.of("#codeHash", CODE_HASH),
            Map.of(":codeHash", code));
    return Expression.join(pending(claimed, proof, now), sameCode, " AND ");
  }

  static Expression pending(Attempt next, Proof proof, Instant now) {
    var pending =
        expression(
            "#status = :pending AND #releases = :releases",
            Map.of("#status", STATUS, "#releases", RELEASES),
            Map.of(":pending", value(PENDING), ":releases", value(next.releases())));
    return Expression.join(pending, proven(proof, now), " AND ");
  }

  private static Expression proven(Proof proof, Instant now) {
    return switch (proof) {
      case SameBrowser(var browserKey) -> startedBy(browserKey, now);
      case SameUser(var caller, var callbackTime) -> startedBy(caller, callbackTime);
    };
  }

  private static Expression startedBy(BrowserKey browserKey, Instant now) {
    return expression(
        "#expiresAt > :now AND #browserKeyHash = :browserKeyHash",
        Map.of("#expiresAt", EXPIRES_AT, "#browserKeyHash", BROWSER_KEY_HASH),
        Map.of(":now", value(now.getEpochSecond()), ":browserKeyHash", value(browserKey.hash())));
  }

  private static Expression startedBy(Caller caller, Instant callbackTime) {
    return expression(
        "#expiresAt > :callbackTime AND #tenant = :tenant AND #user = :user",
        Map.of("#expiresAt", EXPIRES_AT, "#tenant", TENANT, "#user", USER),
        Map.of(
            ":callbackTime",
            value(callbackTime.getEpochSecond()),
            ":tenant",
            value(caller.tenant()),
            ":user",
            value(caller.user())));
  }

  /** The attempt is unchanged since it was read. */
  static Expression unchanged(Attempt seen) {
    var item = AttemptSchema.SCHEMA.itemToMap(seen, true);
    // A claim changes only with its status. An attempt left unsettled has no owner to protect it.
    var compared =
        seen.progress() instanceof Exchanging
            ? List.of(STATUS, OWNER)
            : List.of(STATUS, OWNER, REPAIR_AT, EMPTY_LOOKS, INSTANCE_ID, HINT_INSTANCE_ID);
    return compared.stream()
        .map(name -> equal(name, item.get(name)))
        .reduce((one, other) -> Expression.join(one, other, " AND "))
        .orElseThrow();
  }

  /**
   * No other attempt's instance has this id; its own is present after the attempts were restored.
   */
  static Expression absentOrOf(Instance instance) {
    return expression(
        "attribute_not_exists(#id) OR #attemptId = :attemptId",
        Map.of("#id", InstanceSchema.ID, "#attemptId", InstanceSchema.ATTEMPT_ID),
        Map.of(":attemptId", value(instance.attemptId().value())));
  }

  private static Expression equal(String name, @Nullable AttributeValue value) {
    var names = Map.of("#" + name, name);
    return value == null
        ? expression("attribute_not_exists(#" + name + ")", names, Map.of())
        : expression("#" + name + " = :" + name, names, Map.of(":" + name, value));
  }

  private static Expression expression(
      String text, Map<String, String> names, Map<String, AttributeValue> values) {
    return Expression.builder()
        .expression(text)
        .expressionNames(names)
        .expressionValues(values)
        .build();
  }

  private static AttributeValue value(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue value(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
