package io.elementconnect.local.aws;

import java.util.List;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/** A program that uses every service once on the port it is given, and ends. */
final class AwsProcess {
  private AwsProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (var server = AwsServer.start(Integer.parseInt(arguments[0]), List.of());
        var dynamoDb = Clients.dynamoDb(server.endpoint());
        var secretsManager = Clients.secretsManager(server.endpoint());
        var kms = Clients.kms(server.endpoint())) {
      SampleTables.create(dynamoDb, "things");
      dynamoDb.putItem(put -> put.tableName("things").item(SampleTables.item("a", "first")));
      server.secrets().createSecret("a", "arn:a");
      secretsManager.putSecretValue(secret -> secret.secretId("a").secretString("value"));
      var key = server.kms().createKey("11111111-2222-4333-8444-555555555555");
      kms.generateDataKey(data -> data.keyId(key).keySpec(DataKeySpec.AES_256));
    }
  }
}
