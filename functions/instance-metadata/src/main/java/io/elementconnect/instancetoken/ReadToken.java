package io.elementconnect.instancetoken;

import io.elementconnect.attempts.Identity;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.instances.Instances;
import io.elementconnect.instancetoken.ReadToken.TokenResult.Damaged;
import io.elementconnect.instancetoken.ReadToken.TokenResult.Found;
import io.elementconnect.instancetoken.ReadToken.TokenResult.SecretUnusable;
import io.elementconnect.instancetoken.ReadToken.TokenResult.UnknownInstance;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.SealBroken;
import io.elementconnect.journal.RequestEvent.TokenRead;
import io.elementconnect.json.JsonObject;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.SecretLookup;
import io.elementconnect.secrets.SecretProblem;
import java.nio.charset.StandardCharsets;

/** Unseals the token of one instance of one tenant. Every read is journalled, without the value. */
final class ReadToken {
  private final Instances instances;
  private final Sealer sealer;
  private final CloudElementsAccount account;
  private final Journal journal;

  ReadToken(Instances instances, Sealer sealer, CloudElementsAccount account, Journal journal) {
    this.instances = instances;
    this.sealer = sealer;
    this.account = account;
    this.journal = journal;
  }

  TokenResult read(TokenRequest request) {
    return instances
        .find(request.tenant(), request.instanceId())
        .map(this::read)
        .orElseGet(UnknownInstance::new);
  }

  private TokenResult read(Instance instance) {
    return switch (account.secrets()) {
      case SecretLookup.Unusable<CloudElementsSecrets>(var problem) -> new SecretUnusable(problem);
      case SecretLookup.Found<CloudElementsSecrets>(var secrets) -> read(instance, secrets);
    };
  }

  private TokenResult read(Instance instance, CloudElementsSecrets secrets) {
    var context =
        new EncryptionContext(Purpose.TOKEN, instance.tenant(), instance.attemptId())
            .to(instance.id().toString());
    var plain = sealer.unseal(instance.token(), context);
    if (plain.isEmpty()) {
      journal.record(new SealBroken("token", instance.tenant(), instance.attemptId()));
      return new Damaged();
    }
    var token = new String(plain.get(), StandardCharsets.UTF_8);
    journal.record(new TokenRead(instance.tenant(), instance.id()));
    return new Found(instance.id(), token, secrets.authorization(token));
  }

  /** The instance whose token is requested. */
  record TokenRequest(String tenant, InstanceId instanceId) {
    private static final InstanceId NONE = new InstanceId(Long.MAX_VALUE);

    /** When the request is invalid, errors are added and the result has no meaning. */
    static TokenRequest of(JsonObject json) {
      var tenant = json.required("tenant");
      var id = InstanceId.read(json, "instanceId");
      json.refuseOthers();
      if (!tenant.isEmpty()) {
        Identity.brokenRule(tenant).ifPresent(rule -> json.addError("tenant", rule));
      }
      if (!json.has("instanceId")) {
        json.addError("instanceId", "is required");
      }
      return new TokenRequest(tenant, id.orElse(NONE));
    }
  }

  /** The result of a read. */
  sealed interface TokenResult {
    record Found(InstanceId id, String token, String authorization) implements TokenResult {
      @Override
      public String toString() {
        return "Found";
      }
    }

    record UnknownInstance() implements TokenResult {}

    record SecretUnusable(SecretProblem problem) implements TokenResult {}

    /** The stored token cannot be unsealed: it was tampered with or belongs to another instance. */
    record Damaged() implements TokenResult {}
  }
}
