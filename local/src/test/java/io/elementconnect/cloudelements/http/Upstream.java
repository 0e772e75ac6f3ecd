package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.Readiness;
import io.elementconnect.cloudelements.OAuthUrls;
import io.elementconnect.cloudelements.OAuthUrls.Redirect;
import io.elementconnect.local.simulator.Accounts;
import io.elementconnect.local.simulator.Accounts.Organization;
import io.elementconnect.local.simulator.Accounts.User;
import io.elementconnect.local.simulator.Simulator;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.testing.MemorySecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The strict simulator with one user and one app, its clock, and the client that talks to it. */
final class Upstream implements AutoCloseable {
  static final CloudElementsSecrets SECRETS =
      new CloudElementsSecrets("organization-secret", "user-secret+/=");
  private static final String CALLBACK = "https://connect.example.com/oauth/callback";
  private static final String SITE = "dt123.infusionsoft.com";
  private static final ProviderApp APP = new ProviderApp("app-key", "app-secret+/=", Map.of());
  private static final Duration LIMIT = Duration.ofSeconds(20);

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T12:00:00Z"));
  final Simulator simulator;
  final CloudElements client;
  private final OAuthUrls oauthUrls;

  Upstream() {
    try {
      simulator =
          Simulator.start(
              0,
              new Accounts(
                  new Organization(1, "Acme", SECRETS.organizationSecret()),
                  List.of(new User(1, "owner@example.com", "A", "B", SECRETS.userSecret())),
                  List.of(
                      new Accounts.ProviderApp(
                          "Acme CRM", APP.apiKey(), APP.apiSecret(), List.of(CALLBACK)))),
              now::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client = client(SECRETS);
    oauthUrls = new HttpOAuthUrls(simulator.baseUrl());
  }

  /** A client with secrets of its own. */
  CloudElements client(CloudElementsSecrets secrets) {
    var clock = InstantSource.system();
    var fields =
        Map.of(
            "organizationSecret", secrets.organizationSecret(), "userSecret", secrets.userSecret());
    var account = new CloudElementsAccount(_ -> MemorySecrets.json(fields), "test", clock);
    return new HttpCloudElements(
        simulator.baseUrl(), account, Set.of("infusionsoft.server"), clock);
  }

  Redirect redirect(String element, String state) {
    return oauthUrls.redirect(element, APP, CALLBACK, state, Map.of("siteAddress", SITE));
  }

  Creation create() {
    return create(code(), SECRETS);
  }

  Creation create(String code, CloudElementsSecrets secrets) {
    return create(code, secrets, LIMIT);
  }

  /** An instance with the tags {@code trial}, {@code ec:test} and {@code ec:test:1}. */
  Creation create(String code, CloudElementsSecrets secrets, Duration limit) {
    var instance =
        new NewInstance(
            "infusionsofterp",
            "Acme's Infusionsoft",
            List.of("trial", "ec:test", "ec:test:1"),
            Map.of("code", code, "scope", SITE, "state", "infusionsofterp"),
            Map.of(
                "oauth.api.key",
                APP.apiKey(),
                "oauth.api.secret",
                APP.apiSecret(),
                "oauth.callback.url",
                CALLBACK,
                "infusionsoft.server",
                SITE,
                "infusionsoft.private.key",
                "private"));
    var prepared = (Readiness.Prepared) client(secrets).prepareCreation();
    return prepared.creation().send(instance, Instant.now().plus(limit));
  }

  /** A code that the provider gave out. */
  String code() {
    var url =
        ((Redirect.To) redirect("infusionsofterp", "s".repeat(43))).oauthUrl() + "&decision=allow";
    try (var browser = HttpClient.newHttpClient()) {
      var answer =
          browser.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
      var callback = URI.create(answer.headers().firstValue("Location").orElseThrow());
      return io.elementconnect.url.Query.parse(callback.getRawQuery())
          .flatMap(query -> query.single("code"))
          .orElseThrow();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}
