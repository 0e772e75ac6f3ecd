package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.TaggedInstances.PageOutcome;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.SecretLookup;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.Unusable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Cloud Elements API v2 over {@code java.net.http}. It follows no redirects, so that no secret is
 * sent to another host.
 */
public final class HttpCloudElements implements CloudElements {
  private static final Duration MAX_QUERY = Duration.ofSeconds(8);

  private final String baseUrl;
  private final AuthorizedSender authorized;
  private final InstanceReader instances;
  private final HttpSender sender = new HttpSender();

  /**
   * A client of one Cloud Elements or white label.
   *
   * @param baseUrl with {@code /elements/api-v2}, without a slash at its end
   * @param account whose secrets the calls are made with
   * @param siteKeys the configuration keys that name an account; their values are read, no others
   * @param clock measures the time left until a deadline
   */
  public HttpCloudElements(
      String baseUrl, CloudElementsAccount account, Set<String> siteKeys, InstantSource clock) {
    this.baseUrl = baseUrl;
    this.instances = new InstanceReader(siteKeys);
    this.authorized = new AuthorizedSender(account, clock);
  }

  @Override
  public Readiness prepareCreation() {
    return switch (authorized.secrets()) {
      case Unusable<CloudElementsSecrets>(var problem) -> new Readiness.SecretUnusable(problem);
      case Found<CloudElementsSecrets>(var secrets) ->
          new Readiness.Prepared(
              new HttpCreation(uri("/instances", ""), sender, authorized, secrets, instances));
    };
  }

  @Override
  public Listing findByTag(String tag, Instant deadline) {
    var listing = TaggedInstances.read(tag, instances, query -> page(query, deadline));
    return listing instanceof Listing.Found(var found)
        ? new Listing.Found(found.stream().filter(instance -> mayHave(tag, instance)).toList())
        : listing;
  }

  private PageOutcome page(String query, Instant deadline) {
    return switch (query("/instances", query, deadline)) {
      case Unusable<HttpOutcome>(var problem) ->
          new PageOutcome.Unsent(new Listing.SecretUnusable(problem));
      case Found<HttpOutcome>(var outcome) -> new PageOutcome.Sent(outcome);
    };
  }

  private static boolean mayHave(String tag, RemoteInstance instance) {
    return instance.tags() == null || instance.tags().contains(tag);
  }

  @Override
  public Listing get(InstanceId id, Instant deadline) {
    return switch (query("/instances/" + id, "", deadline)) {
      case Unusable<HttpOutcome>(var problem) -> new Listing.SecretUnusable(problem);
      case Found<HttpOutcome>(Answer answer) when answer.is2xx() ->
          answer
              .body()
              .flatMap(instances::one)
              .flatMap(InstanceReader.Fields::toInstance)
              .filter(instance -> instance.id().equals(id))
              .<Listing>map(instance -> new Listing.Found(List.of(instance)))
              .orElseGet(() -> new Listing.Inconclusive("unreadable instance"));
      case Found<HttpOutcome>(Answer answer)
          when answer.status() == 404 && answer.isFromPlatform() ->
          new Listing.Found(List.of());
      case Found<HttpOutcome>(var outcome) -> TaggedInstances.notListed(outcome);
    };
  }

  private SecretLookup<HttpOutcome> query(String path, String query, Instant deadline) {
    var uri = uri(path, query);
    return authorized.send((header, limit) -> query(uri, header, limit), deadline);
  }

  private HttpOutcome query(URI uri, String authorization, Duration limit) {
    var request = HttpRequest.newBuilder(uri).header("Authorization", authorization);
    return sender.query(request, limit.compareTo(MAX_QUERY) < 0 ? limit : MAX_QUERY);
  }

  private URI uri(String path, String query) {
    return URI.create(baseUrl + path + (query.isEmpty() ? "" : "?" + query));
  }
}
