package io.elementconnect.local.template;

import java.util.List;

/**
 * A secret ({@code AWS::SecretsManager::Secret}), made without a value.
 *
 * @param arn its complete ARN
 */
public record SecretResource(String logicalId, String name, String arn) {

  static List<SecretResource> read(Resources resources) {
    return resources.ofType("AWS::SecretsManager::Secret").stream()
        .map(secret -> {
          var properties = secret.properties();
          if (properties.has("SecretString") || properties.has("GenerateSecretString")) {
            throw properties.wrong("a secret's value does not belong into the template");
          }
          var id = secret.logicalId();
          return new SecretResource(
              id, resources.name(id, properties), resources.reference(id, properties));
        })
        .toList();
  }
}
