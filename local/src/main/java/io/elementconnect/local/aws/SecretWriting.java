package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CreateSecret, PutSecretValue, UpdateSecret and DeleteSecret. */
final class SecretWriting {
  private static final int DESCRIPTION_LIMIT = 2048;

  private final Secrets secrets;
  private final InstantSource clock;

  SecretWriting(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  ObjectNode create(Parameters request) {
    request.only("Name", "ClientRequestToken", "Description", "SecretString", "SecretBinary");
    var name = request.requiredText("Name", 1, Secrets.NAME_LIMIT);
    var description = request.text("Description", 0, DESCRIPTION_LIMIT);
    var version = SecretVersion.in(request, clock.instant()).orElse(null);
    var present = secrets.named(name);
    if (present.isPresent()) {
      return createdBefore(present.get(), version);
    }
    var secret = secrets.add(name, clock.instant());
    description.ifPresent(text -> secret.describe(text, clock.instant()));
    return putCurrent(secret, version);
  }

  ObjectNode put(Parameters request) {
    request.only("SecretId", "ClientRequestToken", "SecretString", "SecretBinary", "VersionStages");
    var version =
        SecretVersion.in(request, clock.instant())
            .orElseThrow(() -> invalid("You must provide either SecretString or SecretBinary."));
    var stages = request.texts("VersionStages");
    var secret = secrets.live(request);
    secret.put(version, stages.isEmpty() ? List.of(Secret.CURRENT) : stages);
    var answer = secret.identity().put("VersionId", version.id());
    secret.stages(version.id()).forEach(answer.putArray("VersionStages")::add);
    return answer;
  }

  ObjectNode update(Parameters request) {
    request.only("SecretId", "ClientRequestToken", "Description", "SecretString", "SecretBinary");
    var description = request.text("Description", 0, DESCRIPTION_LIMIT);
    var version = SecretVersion.in(request, clock.instant()).orElse(null);
    var secret = secrets.live(request);
    var answer = putCurrent(secret, version);
    description.ifPresent(text -> secret.describe(text, clock.instant()));
    return answer;
  }

  ObjectNode delete(Parameters request) {
    request.only("SecretId", "RecoveryWindowInDays", "ForceDeleteWithoutRecovery");
    var window = RecoveryWindow.in(request);
    var secret = window.isZero() ? secrets.find(request) : secrets.live(request);
    var at = clock.instant().plus(window);
    if (window.isZero()) {
      secrets.remove(secret);
    } else {
      secret.scheduleDeletion(at);
    }
    return secret.identity().put("DeletionDate", Timestamp.of(at));
  }

  private static ObjectNode createdBefore(Secret secret, @Nullable SecretVersion version) {
    if (secret.isMarkedForDeletion()) {
      throw invalid(
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    if (version == null || secret.version(version.id()).isEmpty()) {
      throw AwsError.ofSecretsManager(
          "ResourceExistsException",
          "The operation failed because the secret %s already exists.".formatted(secret.name()));
    }
    return putCurrent(secret, version);
  }

  private static ObjectNode putCurrent(Secret secret, @Nullable SecretVersion version) {
    if (version == null) {
      return secret.identity();
    }
    secret.put(version, List.of(Secret.CURRENT));
    return secret.identity().put("VersionId", version.id());
  }

  private static AwsError invalid(String message) {
    return AwsError.ofSecretsManager("InvalidRequestException", message);
  }
}
