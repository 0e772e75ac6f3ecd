package io.elementconnect.testing;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.OAuthUrls;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.ProviderApp;
import io.elementconnect.secrets.SecretLookup;
import io.elementconnect.url.Query;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Cloud Elements as a test says: it gives a good redirect URL unless told otherwise, and creates
 * only what it was told.
 */
public final class ScriptedCloudElements implements CloudElements, OAuthUrls {
  private final List<Asked> asked = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Deque<Creation> creations = new ArrayDeque<>();
  private final List<Looked> looked = new ArrayList<>();
  private final Deque<Listing> listings = new ArrayDeque<>();
  private final Deque<Listing> readings = new ArrayDeque<>();
  private final Supplier<SecretLookup<CloudElementsSecrets>> secrets;
  private Runnable meanwhile = () -> {};
  private Function<Asked, Redirect> redirects = question -> new Redirect.To(oauthUrl(question));

  /** With an account whose secrets are set. */
  public ScriptedCloudElements() {
    secrets = () -> new SecretLookup.Found<>(new CloudElementsSecrets("org-secret", "user-secret"));
  }

  /** With this account, whose secrets may be missing. No answer makes it read them again. */
  public ScriptedCloudElements(CloudElementsAccount account) {
    secrets = account::secrets;
  }

  /** A request for the redirect URL. */
  public record Asked(
      String element,
      ProviderApp app,
      String callbackUrl,
      String state,
      Map<String, String> parameters) {}

  /** A request to create an instance. */
  public record Sent(NewInstance instance, Instant deadline) {}

  /** A question about what exists, by a tag or an id. */
  public record Looked(String by, Instant deadline) {}

  /** What the next listings are answered with, one each; after them nothing is there. */
  public synchronized void lists(Listing... answers) {
    listings.addAll(List.of(answers));
  }

  /** What the next readings of one instance are answered with; after them it is not there. */
  public synchronized void reads(Listing... answers) {
    readings.addAll(List.of(answers));
  }

  public synchronized List<Looked> looked() {
    return List.copyOf(looked);
  }

  /** What each request for the redirect URL is answered with from now on. */
  public void redirects(Function<Asked, Redirect> answer) {
    redirects = answer;
  }

  /** What the next requests to create an instance are answered with, one each. */
  public synchronized void creates(Creation... answers) {
    creations.addAll(List.of(answers));
  }

  /** Something that happens while the next instance is being created. */
  public void meanwhile(Runnable happening) {
    meanwhile = happening;
  }

  public List<Asked> asked() {
    return asked;
  }

  public synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** The URL that Cloud Elements gives for Infusionsoft. */
  public static String oauthUrl(Asked asked) {
    return "https://signin.infusionsoft.com/app/oauth/authorize?"
        + Query.of(
            Map.of(
                "response_type",
                "code",
                "client_id",
                asked.app().apiKey(),
                "redirect_uri",
                asked.callbackUrl(),
                "state",
                asked.state()));
  }

  @Override
  public Redirect redirect(
      String element,
      ProviderApp app,
      String callbackUrl,
      String state,
      Map<String, String> parameters) {
    var question = new Asked(element, app, callbackUrl, state, parameters);
    asked.add(question);
    return redirects.apply(question);
  }

  @Override
  public Readiness prepareCreation() {
    return switch (secrets.get()) {
      case SecretLookup.Unusable<CloudElementsSecrets>(var problem) ->
          new Readiness.SecretUnusable(problem);
      case SecretLookup.Found<CloudElementsSecrets> _ -> {
        var used = new AtomicBoolean();
        yield new Readiness.Prepared((instance, deadline) -> {
          if (used.getAndSet(true)) {
            throw new AssertionError("a creation is sent once");
          }
          return create(instance, deadline);
        });
      }
    };
  }

  private synchronized Creation create(NewInstance instance, Instant deadline) {
    sent.add(new Sent(instance, deadline));
    var happening = meanwhile;
    meanwhile = () -> {};
    happening.run();
    if (creations.isEmpty()) {
      throw new AssertionError("no instance was to be created");
    }
    return creations.remove();
  }

  @Override
  public synchronized Listing findByTag(String tag, Instant deadline) {
    return look(tag, deadline, listings);
  }

  @Override
  public synchronized Listing get(InstanceId id, Instant deadline) {
    return look(id.toString(), deadline, readings);
  }

  private Listing look(String by, Instant deadline, Deque<Listing> answers) {
    return switch (secrets.get()) {
      case SecretLookup.Unusable<CloudElementsSecrets>(var problem) ->
          new Listing.SecretUnusable(problem);
      case SecretLookup.Found<CloudElementsSecrets> _ -> {
        looked.add(new Looked(by, deadline));
        yield answers.isEmpty() ? new Listing.Found(List.of()) : answers.remove();
      }
    };
  }
}
