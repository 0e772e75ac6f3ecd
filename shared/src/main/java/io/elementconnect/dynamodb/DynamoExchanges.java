package io.elementconnect.dynamodb;

import static io.elementconnect.dynamodb.AttemptSchema.BROWSER_KEY_HASH;
import static io.elementconnect.dynamodb.AttemptSchema.CODE_HASH;
import static io.elementconnect.dynamodb.AttemptSchema.EMPTY_LOOKS;
import static io.elementconnect.dynamodb.AttemptSchema.EXPIRES_AT;
import static io.elementconnect.dynamodb.AttemptSchema.HINT_INSTANCE_ID;
import static io.elementconnect.dynamodb.AttemptSchema.INSTANCE_ID;
import static io.elementconnect.dynamodb.AttemptSchema.OWNER;
import static io.elementconnect.dynamodb.AttemptSchema.PENDING;
import static io.elementconnect.dynamodb.AttemptSchema.RELEASES;
import static io.elementconnect.dynamodb.AttemptSchema.REPAIR_AT;
import static io.elementconnect.dynamodb.AttemptSchema.STATUS;
import static io.elementconnect.dynamodb.AttemptSchema.TENANT;
import static io.elementconnect.dynamodb.AttemptSchema.USER;

import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Exchanges;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Proof;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.attempts.Proof.SameUser;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.instances.Instance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactUpdateItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * The transitions of attempts, each one conditional write of the whole item. That a release came in
 * between is told by {@code releases}, which is therefore part of every condition on a PENDING
 * attempt.
 */
public final class DynamoExchanges implements Exchanges {
  private static final int ATTEMPT = 0;

  private final Transactions transactions;
  private final DynamoDbTable<Attempt> attempts;
  private final DynamoDbTable<Instance> instances;

  public DynamoExchanges(DynamoDbClient client, String attemptsTable, String instancesTable) {
    var enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions().build();
    this.transactions = new Transactions(enhanced);
    this.attempts = enhanced.table(attemptsTable, AttemptSchema.SCHEMA);
    this.instances = enhanced.table(instancesTable, InstanceSchema.SCHEMA);
  }

  @Override
  public Transition claim(Attempt claimed, Proof proof, Instant now) {
    var code = value(Objects.requireNonNull(claimed.codeHash()));
    var condition =
        Expression.join(
            pending(claimed, proof, now),
            expression(
                "attribute_not_exists(#codeHash) OR #codeHash = :codeHash",
                Map.of("#codeHash", CODE_HASH),
                Map.of(":codeHash", code)),
            " AND ");
    return write(claimed, condition, current -> Objects.equals(current.owner(), claimed.owner()));
  }

  @Override
  public Transition conclude(Attempt concluded, Proof proof, Instant now) {
    return write(
        concluded,
        pending(concluded, proof, now),
        current -> current.progress().equals(concluded.progress()));
  }

  @Override
  public Transition settle(Attempt settled, Attempt seen) {
    return write(settled, standsAs(seen), current -> current.progress().equals(settled.progress()));
  }

  @Override
  public Connection connect(Attempt connected, Instance instance, Attempt seen) {
    var owner = Objects.requireNonNull(connected.owner());
    var request =
        TransactWriteItemsEnhancedRequest.builder()
            .addUpdateItem(
                attempts,
                TransactUpdateItemEnhancedRequest.builder(Attempt.class)
                    .item(connected)
                    .conditionExpression(standsAs(seen))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build())
            .addPutItem(
                instances,
                TransactPutItemEnhancedRequest.builder(Instance.class)
                    .item(instance)
                    .conditionExpression(
                        // Its own is there when the attempt was restored to an earlier time.
                        expression(
                            "attribute_not_exists(#id) OR #attemptId = :attemptId",
                            Map.of(
                                "#id", InstanceSchema.ID, "#attemptId", InstanceSchema.ATTEMPT_ID),
                            Map.of(":attemptId", value(connected.id().value()))))
                    .build())
            .clientRequestToken(clientRequestToken(connected.id().value(), owner))
            .build();
    return switch (transactions.write(request)) {
      case Transactions.Written() -> new Connection.Made(connected);
      case Transactions.Refused refused when refused.failed(ATTEMPT) -> {
        var current = attempt(refused.current(ATTEMPT));
        yield current.progress().equals(connected.progress()) && owner.equals(current.owner())
            ? new Connection.Made(current)
            : new Connection.Lost(current);
      }
      case Transactions.Refused _ -> new Connection.Taken();
    };
  }

  private Transition write(Attempt attempt, Expression condition, Predicate<Attempt> isOurs) {
    try {
      attempts.updateItemWithResponse(request ->
          request
              .item(attempt)
              .conditionExpression(condition)
              .returnValues(ReturnValue.NONE)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Transition.Done(attempt);
    } catch (ConditionalCheckFailedException e) {
      var current = attempt(e.item());
      // Ours: an earlier try was applied, although its answer got lost.
      return isOurs.test(current) ? new Transition.Done(current) : new Transition.Lost(current);
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static Attempt attempt(Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      throw new IllegalStateException("the attempt is gone");
    }
    return AttemptSchema.SCHEMA.mapToItem(item);
  }

  private static Expression pending(Attempt next, Proof proof, Instant now) {
    var pending =
        expression(
            "#status = :pending AND #releases = :releases",
            Map.of("#status", STATUS, "#releases", RELEASES),
            Map.of(":pending", value(PENDING), ":releases", value(next.releases())));
    return Expression.join(pending, proven(proof, now), " AND ");
  }

  private static Expression proven(Proof proof, Instant now) {
    return switch (proof) {
      case SameBrowser(var browserKey) ->
          expression(
              "#expiresAt > :now AND #browserKeyHash = :browserKeyHash",
              Map.of("#expiresAt", EXPIRES_AT, "#browserKeyHash", BROWSER_KEY_HASH),
              Map.of(
                  ":now",
                  value(now.getEpochSecond()),
                  ":browserKeyHash",
                  value(browserKey.hash())));
      case SameUser(var caller, var callbackTime) ->
          expression(
              "#expiresAt > :callbackTime AND #tenant = :tenant AND #user = :user",
              Map.of("#expiresAt", EXPIRES_AT, "#tenant", TENANT, "#user", USER),
              Map.of(
                  ":callbackTime",
                  value(callbackTime.getEpochSecond()),
                  ":tenant",
                  value(caller.tenant()),
                  ":user",
                  value(caller.user())));
    };
  }

  private static Expression standsAs(Attempt seen) {
    var item = AttemptSchema.SCHEMA.itemToMap(seen, true);
    // A claim changes only with its status. What is left without an end has no owner who guards it.
    var telling =
        seen.progress() instanceof Exchanging
            ? List.of(STATUS, OWNER)
            : List.of(STATUS, OWNER, REPAIR_AT, EMPTY_LOOKS, INSTANCE_ID, HINT_INSTANCE_ID);
    return telling.stream()
        .map(name -> equal(name, item.get(name)))
        .reduce((one, other) -> Expression.join(one, other, " AND "))
        .orElseThrow();
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

  private static String clientRequestToken(String attemptId, String owner) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest((attemptId + "\n" + owner).getBytes(StandardCharsets.UTF_8));
      var text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return text.substring(0, Transactions.TOKEN_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
