package io.elementconnect.dynamodb;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondarySortKey;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.aws.AwsClients;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbIndex;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The repair index of the attempts table. */
public final class DynamoUnsettledAttempts implements UnsettledAttempts {
  private static final String INDEX = "repair";
  static final TableSchema<Entry> ENTRIES =
      new Row.Schema<>(Entry.class, Entry::read)
          .text(AttemptSchema.ID, Entry::attemptId, primaryPartitionKey())
          .text(AttemptSchema.REPAIR_SHARD, Entry::shard, secondaryPartitionKey(INDEX))
          .number(ProgressAttributes.REPAIR_AT, Entry::repairAt, secondarySortKey(INDEX))
          .build();

  private final DynamoDbIndex<Entry> index;

  public DynamoUnsettledAttempts(DynamoDbClient client, String attemptsTable) {
    this.index =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .extensions()
            .build()
            .table(attemptsTable, ENTRIES)
            .index(INDEX);
  }

  /**
   * The keys of one attempt in the index.
   *
   * @param repairAt epoch seconds
   */
  record Entry(String attemptId, String shard, long repairAt) {
    static Entry read(Row row) {
      return new Entry(
          row.requiredText(AttemptSchema.ID),
          row.requiredText(AttemptSchema.REPAIR_SHARD),
          row.requiredNumber(ProgressAttributes.REPAIR_AT));
    }
  }

  @Override
  public List<AttemptId> due(Instant now, int limit) {
    return IntStream.range(0, AttemptSchema.REPAIR_SHARDS)
        .mapToObj(shard ->
            QueryConditional.sortLessThanOrEqualTo(
                key(Integer.toString(shard)).sortValue(now.getEpochSecond()).build()))
        .flatMap(due -> first(due, limit))
        .sorted(Comparator.comparingLong(Entry::repairAt))
        .limit(limit)
        .map(entry -> new AttemptId(entry.attemptId()))
        .toList();
  }

  @Override
  public List<AttemptId> needingOperator(int limit) {
    return first(QueryConditional.keyEqualTo(key(AttemptSchema.OPERATOR).build()), limit)
        .map(entry -> new AttemptId(entry.attemptId()))
        .toList();
  }

  /**
   * One page is enough: without a filter it ends early only after 1 MB, which is thousands of keys.
   */
  private Stream<Entry> first(QueryConditional condition, int limit) {
    try {
      return index
          .query(request -> request.queryConditional(condition).limit(limit))
          .iterator()
          .next()
          .items()
          .stream();
    } catch (SdkException e) {
      throw AwsClients.unavailable(Dependency.STORE, e);
    }
  }

  private static Key.Builder key(String shard) {
    return Key.builder().partitionValue(shard);
  }
}
