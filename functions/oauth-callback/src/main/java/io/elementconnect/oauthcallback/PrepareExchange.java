package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.PreparedCreation;
import io.elementconnect.cloudelements.CloudElements.Readiness.Prepared;
import io.elementconnect.cloudelements.CloudElements.Readiness.SecretUnusable;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.Element;
import io.elementconnect.elements.Property;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.SealBroken;
import io.elementconnect.oauthcallback.Preparation.Damaged;
import io.elementconnect.oauthcallback.Preparation.NotReady;
import io.elementconnect.oauthcallback.Preparation.Ready;
import io.elementconnect.oauthcallback.ProviderAnswer.Allowed;
import io.elementconnect.sealing.Fields;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.secrets.RecordAccountCheck;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.Unusable;
import io.elementconnect.secrets.SecretProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers what the exchange needs: the secrets, the secret configuration, and a data key for the
 * token.
 */
final class PrepareExchange {
  private final InstanceTags instanceTags;
  private final Catalogue catalogue;
  private final CloudElements cloudElements;
  private final RecordAccountCheck recordAccountCheck;
  private final ProviderApps apps;
  private final Sealer sealer;
  private final Journal journal;

  PrepareExchange(
      InstanceTags instanceTags,
      Catalogue catalogue,
      CloudElements cloudElements,
      RecordAccountCheck recordAccountCheck,
      ProviderApps apps,
      Sealer sealer,
      Journal journal) {
    this.instanceTags = instanceTags;
    this.catalogue = catalogue;
    this.cloudElements = cloudElements;
    this.recordAccountCheck = recordAccountCheck;
    this.apps = apps;
    this.sealer = sealer;
    this.journal = journal;
  }

  Preparation prepare(Attempt attempt, Allowed allowed) {
    return switch (cloudElements.prepareCreation()) {
      case SecretUnusable(var problem) -> {
        recordAccountCheck.unusable(problem);
        yield new NotReady(problem.kind());
      }
      case Prepared(var creation) ->
          switch (apps.lookup(element(attempt), app -> hasDefaults(app, attempt))) {
            case Unusable<ProviderApp>(var problem) -> new NotReady(problem.kind());
            case Found<ProviderApp>(var app) when !hasDefaults(app, attempt) ->
                new NotReady(SecretProblem.Kind.NOT_SET);
            case Found<ProviderApp>(var app) -> prepare(attempt, allowed, creation, app);
          };
    };
  }

  private Preparation prepare(
      Attempt attempt, Allowed allowed, PreparedCreation creation, ProviderApp app) {
    // Two independent calls to KMS, made at the same time: the person waits only for the slower
    // one.
    try (var seal =
        BackgroundTask.of(() -> sealer.prepare(attempt.encryptionContext(Purpose.TOKEN)))) {
      var stated = statedSecrets(attempt);
      if (stated.isEmpty()) {
        journal.record(new SealBroken("configuration", attempt.caller().tenant(), attempt.id()));
        return new Damaged();
      }
      var configuration = configuration(attempt, app, stated.get());
      return isComplete(attempt, configuration)
          ? new Ready(
              instance(attempt, allowed, configuration),
              creation,
              seal.result(),
              leftOut(attempt, configuration))
          : new NotReady(SecretProblem.Kind.NOT_SET);
    }
  }

  /** Whether the app has the defaults that the start counted on. */
  private static boolean hasDefaults(ProviderApp app, Attempt attempt) {
    return app.defaults().keySet().containsAll(attempt.request().defaults());
  }

  private Element element(Attempt attempt) {
    return catalogue.get(attempt.request().element());
  }

  private Optional<Map<String, String>> statedSecrets(Attempt attempt) {
    var sealed = attempt.request().secretConfiguration();
    return sealed == null
        ? Optional.of(Map.of())
        : sealer
            .unseal(sealed, attempt.encryptionContext(Purpose.CONFIGURATION))
            .map(Fields::decode);
  }

  /**
   * The catalogue's defaults, overridden by the app's, overridden by the start request's values.
   */
  private Map<String, String> configuration(
      Attempt attempt, ProviderApp app, Map<String, String> statedSecrets) {
    var configuration = new LinkedHashMap<String, String>();
    for (var property : element(attempt).properties()) {
      var standard = property.defaultValue();
      if (standard != null) {
        configuration.put(property.key(), standard);
      }
    }
    configuration.putAll(app.defaults());
    configuration.putAll(attempt.request().configuration());
    configuration.putAll(statedSecrets);
    configuration.put("oauth.api.key", app.apiKey());
    configuration.put("oauth.api.secret", app.apiSecret());
    configuration.put("oauth.callback.url", attempt.request().callbackUrl());
    return configuration;
  }

  private boolean isComplete(Attempt attempt, Map<String, String> configuration) {
    return element(attempt).properties().stream()
        .filter(Property::required)
        .allMatch(property -> configuration.containsKey(property.key()));
  }

  private List<String> leftOut(Attempt attempt, Map<String, String> configuration) {
    return element(attempt).properties().stream()
        .filter(property -> property.secret() && !configuration.containsKey(property.key()))
        .map(Property::label)
        .toList();
  }

  private NewInstance instance(
      Attempt attempt, Allowed allowed, Map<String, String> configuration) {
    var request = attempt.request();
    var providerData = new LinkedHashMap<>(allowed.parameters());
    providerData.put("code", allowed.code());
    // The state that the exchange expects is the element's key, never our own state.
    providerData.put("state", request.element());
    return new NewInstance(
        request.element(), request.name(), tags(attempt), providerData, configuration);
  }

  /** The caller's tags and ours: the instance can be found by the last one. */
  private List<String> tags(Attempt attempt) {
    var tags = new ArrayList<>(attempt.request().tags());
    tags.add(instanceTags.ofAll());
    tags.add(instanceTags.of(attempt.id()));
    return tags;
  }
}
