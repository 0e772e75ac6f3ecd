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
      Tables.create(dynamoDb, "things");
      dynamoDb.putItem(put -> put.tableName("things").item(Tables.item("a", "first")));
      secretsManager.createSecret(secret -> secret.name("a").secretString("value"));
      var key = kms.createKey().keyMetadata().keyId();
      kms.generateDataKey(data -> data.keyId(key).keySpec(DataKeySpec.AES_256));
    }
  }
}
