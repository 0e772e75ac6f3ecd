package io.elementconnect.local.journeys;

import io.elementconnect.AttemptId;
import io.elementconnect.aws.AwsClients;
import io.elementconnect.aws.KmsDataKeys;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.template.SealingKey;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.settings.Settings;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What only the functions can seal: time passes for nobody here. */
final class Seals {
  private Seals() {}

  /** The completion that a callback would have handed out so many seconds ago. */
  static String completion(Scenario.Attempt attempt, String code, long secondsAgo) {
    var time = Instant.now().getEpochSecond() - secondsAgo;
    var stack = Stack.shared();
    var fields = Map.of("time", Long.toString(time), "code", code);
    var completion =
        sealer(stack)
            .prepare(
                new EncryptionContext(
                    Purpose.COMPLETION, attempt.user().tenant(), new AttemptId(attempt.id())))
            .seal(Fields.encode(fields))
            .text();
    Canaries.plant(completion);
    return completion;
  }

  private static Sealer sealer(LocalStack stack) {
    var environment = new HashMap<>(stack.awsEnvironment());
    environment.put("AWS_ACCESS_KEY_ID", "administrator");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("AWS_SESSION_TOKEN", "token");
    var key = stack.template().keys().stream().map(SealingKey::keyId).findFirst().orElseThrow();
    var kms = new AwsClients(new Settings(environment)).kms();
    return new Sealer(new KmsDataKeys(kms, key), new SecureRandom());
  }
}
