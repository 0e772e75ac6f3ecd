package io.elementconnect.local.journeys;

import io.elementconnect.local.aws.AwsFault;
import java.util.List;

/** The AWS calls of the flow, and how they fail. */
final class Operation {
  static final String READ = "DynamoDB_20120810.GetItem";
  static final String LIST = "DynamoDB_20120810.Query";
  static final String WRITE = "DynamoDB_20120810.UpdateItem";
  static final String TRANSACTION = "DynamoDB_20120810.TransactWriteItems";
  static final String DATA_KEY = "TrentService.GenerateDataKey";
  static final String DECRYPT = "TrentService.Decrypt";
  static final String SECRET = "secretsmanager.GetSecretValue";

  /** The connection breaks, or the service itself. */
  static final List<AwsFault.Kind> BREAKS =
      List.of(new AwsFault.Close(), new AwsFault.Reset(), new AwsFault.ServerError());

  /** The service says that it has not done the work; these of DynamoDB alone. */
  static final List<AwsFault.Kind> THROTTLES =
      List.of(new AwsFault.Throttled(), new AwsFault.ThroughputExceeded());

  private Operation() {}
}
