package io.elementconnect.local.template;

import java.util.List;

/** A symmetric KMS key; both its id and its ARN may stand in a function's environment. */
public record SealingKey(String logicalId, String keyId, String arn) {

  static List<SealingKey> read(Resources resources) {
    return resources.ofType("AWS::KMS::Key").stream()
        .map(key -> {
          var id = key.logicalId();
          return new SealingKey(
              id,
              resources.reference(id, key.properties()),
              resources.attribute(id, "Arn", key.properties()));
        })
        .toList();
  }
}
