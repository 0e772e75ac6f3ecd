package io.elementconnect.redirecturl;

import io.elementconnect.attempts.BrowserKey;
import io.elementconnect.attempts.Caller;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.elements.Element;
import io.elementconnect.elements.Property;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.sealing.Sealer;
import io.elementconnect.secrets.ProviderApps;
import io.elementconnect.testing.MemoryAccountChecks;
import io.elementconnect.testing.MemoryDataKeys;
import io.elementconnect.testing.MemorySecrets;
import io.elementconnect.testing.MemoryStore;
import io.elementconnect.testing.RecordedJournal;
import io.elementconnect.testing.ScriptedCloudElements;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The function with doubles around it, in a deployment whose provider app is set. */
final class Deployment {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final Caller ANN = new Caller("acme", "ann");
  static final BrowserKey BROWSER_KEY = new BrowserKey("k".repeat(43));
  static final Catalogue CATALOGUE = CatalogueFile.shipped();
  static final String APP = "test/elements/infusionsofterp";
  static final String CALLBACK_URL = "https://connect.example.com/oauth/callback";
  static final String RETURN_URL = "https://app.example.com/integrations";
  static final String SITE = "dt123.infusionsoft.com";
  static final String PRIVATE_KEY = "private-key-of-acme";

  Instant now = NOON;
  final MemoryStore store = new MemoryStore();
  final MemorySecrets secrets = new MemorySecrets();
  final MemoryAccountChecks accountChecks = new MemoryAccountChecks();
  final MemoryDataKeys dataKeys = new MemoryDataKeys();
  final ScriptedCloudElements cloudElements = new ScriptedCloudElements();
  final RecordedJournal journal;
  final Sealer sealer;
  final StartAttempt startAttempt;

  private final Catalogue catalogue;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = () -> now;

  /** The shipped catalogue, with an encrypted key that is required. */
  static Catalogue requiringTheKey() {
    var element = CATALOGUE.get("infusionsofterp");
    return new Catalogue(
        List.of(
            new Element(
                element.key(),
                element.ids(),
                element.issuer(),
                element.name(),
                element.hub(),
                element.authentication(),
                element.authorizeHosts(),
                element.properties().stream().map(Deployment::required).toList(),
                element.callbackParameters(),
                element.scope(),
                element.siteParameter())));
  }

  private static Property required(Property property) {
    return property.secret()
        ? new Property(
            property.key(),
            property.label(),
            property.help(),
            true,
            true,
            property.normalize(),
            property.pattern(),
            property.defaultValue(),
            property.oauthUrlParameter())
        : property;
  }

  Deployment() {
    this(CATALOGUE);
  }

  Deployment(Catalogue catalogue) {
    this.catalogue = catalogue;
    secrets.set(APP, Map.of("apiKey", "app-key", "apiSecret", "app-secret"));
    journal = new RecordedJournal(clock);
    sealer = new Sealer(dataKeys, random);
    startAttempt =
        new StartAttempt(
            new ProviderApps(secrets, "test/elements/", journal.journal(), clock),
            new AccountReadiness(accountChecks, journal.journal(), clock),
            cloudElements,
            new AuthorizeUrl("https://api.cloud-elements.com/elements/api-v2"),
            sealer,
            store,
            journal.journal(),
            random,
            clock);
  }

  RedirectUrlFunction function() {
    return function(Optional.of("https://connect.example.com"));
  }

  RedirectUrlFunction function(Optional<String> publicBaseUrl) {
    var settings =
        new StartSettings(new CallerClaims("tenant", "sub"), publicBaseUrl, List.of(RETURN_URL));
    return new RedirectUrlFunction(
        new Wiring(
            new HttpApiAdapter(journal.journal(), clock),
            new StartEndpoint(catalogue, settings, startAttempt, random, clock)));
  }
}
