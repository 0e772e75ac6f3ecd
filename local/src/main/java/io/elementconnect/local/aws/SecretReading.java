package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** GetSecretValue, DescribeSecret and ListSecrets. */
final class SecretReading {
  private final Secrets secrets;

  SecretReading(Secrets secrets) {
    this.secrets = secrets;
  }

  ObjectNode value(Parameters request) {
    request.only("SecretId", "VersionId", "VersionStage");
    var secret = secrets.live(request);
    var version = requested(request, secret);
    var answer =
        secret
            .identity()
            .put("VersionId", version.id())
            .put("CreatedDate", Timestamp.of(version.createdAt()))
            .put(version.value().member(), version.value().json());
    secret.stages(version.id()).forEach(answer.putArray("VersionStages")::add);
    return answer;
  }

  ObjectNode description(Parameters request) {
    request.only("SecretId");
    return secrets.find(request).metadata("VersionIdsToStages");
  }

  ObjectNode list(Parameters request) {
    return SecretPages.page(request, secrets.all());
  }

  private static SecretVersion requested(Parameters request, Secret secret) {
    var id = SecretVersion.idIn(request);
    var stage = request.text("VersionStage", 1, 256);
    if (id.isEmpty()) {
      var label = stage.orElse(Secret.CURRENT);
      return secret.versionAt(label).orElseThrow(() -> noValue("staging label: " + label));
    }
    var version = secret.version(id.get()).orElseThrow(() -> noValue("VersionId: " + id.get()));
    if (stage.isPresent() && !secret.stages(version.id()).contains(stage.get())) {
      throw AwsError.ofSecretsManager(
          "InvalidRequestException",
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    return version;
  }

  private static AwsError noValue(String where) {
    return AwsError.ofSecretsManager(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for " + where);
  }
}
