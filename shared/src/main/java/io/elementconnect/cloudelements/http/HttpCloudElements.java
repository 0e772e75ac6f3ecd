package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NoAnswer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.CloudElementsSecrets;
import io.elementconnect.secrets.SecretLookup;
import io.elementconnect.secrets.SecretLookup.Found;
import io.elementconnect.secrets.SecretLookup.NotSet;
import io.elementconnect.url.Query;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cloud Elements API v2 over {@code java.net.http}. It follows no redirects, so that no secret is
 * sent to another host.
 */
public final class HttpCloudElements implements CloudElements {
  private static final Duration MAX_QUERY = Duration.ofSeconds(8);
  // The maximum page is 200 instances, which may exceed the size limit of a response.
  private static final String PAGE_SIZE = "100";
  private static final int MAX_PAGES = 1_000;

  private final String baseUrl;
  private final AuthorizedSender authorized;
  private final HttpSender sender = new HttpSender();

  /**
   * A client of one Cloud Elements or white label.
   *
   * @param baseUrl with {@code /elements/api-v2}, without a slash at its end
   * @param account whose secrets the calls are made with
   * @param clock measures the time left until a deadline
   */
  public HttpCloudElements(String baseUrl, CloudElementsAccount account, InstantSource clock) {
    this.baseUrl = baseUrl;
    this.authorized = new AuthorizedSender(account, clock);
  }

  @Override
  public Readiness prepareCreation() {
    return switch (authorized.secrets()) {
      case NotSet<CloudElementsSecrets>(var name) -> new Readiness.SecretNotSet(name);
      case Found<CloudElementsSecrets>(var secrets) ->
          new Readiness.Prepared(
              new HttpCreation(uri("/instances", ""), sender, authorized, secrets));
    };
  }

  @Override
  public Listing findByTag(String tag, Instant deadline) {
    var found = new ArrayList<RemoteInstance>();
    var query = new LinkedHashMap<>(Map.of("tags[]", tag, "pageSize", PAGE_SIZE));
    for (int page = 0; page < MAX_PAGES; page++) {
      switch (page(Query.of(query), deadline)) {
        case Page.Read(var instances, var next) -> {
          instances.stream().filter(instance -> mayHave(tag, instance)).forEach(found::add);
          if (next.isEmpty()) {
            return new Listing.Found(found);
          }
          query.put("nextPage", next.get());
        }
        case Page.Ended(var listing) -> {
          // Only the first page can mean that nothing exists.
          return page > 0 && listing instanceof Listing.Found
              ? new Listing.Inconclusive()
              : listing;
        }
      }
    }
    return new Listing.Inconclusive();
  }

  @Override
  public Listing get(InstanceId id, Instant deadline) {
    return switch (query("/instances/" + id, "", deadline)) {
      case NotSet<HttpOutcome>(var name) -> new Listing.SecretNotSet(name);
      case Found<HttpOutcome>(Answer answer) when answer.is2xx() ->
          InstanceReader.one(answer.body())
              .flatMap(InstanceReader.Fields::toInstance)
              .filter(instance -> instance.id().equals(id))
              .<Listing>map(instance -> new Listing.Found(List.of(instance)))
              .orElseGet(Listing.Inconclusive::new);
      case Found<HttpOutcome>(var outcome) -> notListed(outcome);
    };
  }

  private sealed interface Page {
    record Read(List<RemoteInstance> instances, Optional<String> next) implements Page {}

    record Ended(Listing listing) implements Page {}
  }

  private Page page(String query, Instant deadline) {
    return switch (query("/instances", query, deadline)) {
      case NotSet<HttpOutcome>(var name) -> new Page.Ended(new Listing.SecretNotSet(name));
      case Found<HttpOutcome>(Answer answer) when answer.is2xx() ->
          InstanceReader.list(answer.body())
              .<Page>map(read -> new Page.Read(read, answer.header("Elements-Next-Page-Token")))
              .orElseGet(() -> new Page.Ended(new Listing.Inconclusive()));
      case Found<HttpOutcome>(var outcome) -> new Page.Ended(notListed(outcome));
    };
  }

  private static boolean mayHave(String tag, RemoteInstance instance) {
    return instance.tags() == null || instance.tags().contains(tag);
  }

  private SecretLookup<HttpOutcome> query(String path, String query, Instant deadline) {
    var uri = uri(path, query);
    return authorized.send((header, limit) -> query(uri, header, limit), deadline);
  }

  private HttpOutcome query(URI uri, String authorization, Duration limit) {
    var request = HttpRequest.newBuilder(uri).header("Authorization", authorization);
    return sender.query(request, limit.compareTo(MAX_QUERY) < 0 ? limit : MAX_QUERY);
  }

  private static Listing notListed(HttpOutcome asked) {
    return switch (asked) {
      // Cloud Elements responds with 404, not with an empty list, when nothing matches. The 404 of
      // something else, such as a proxy, says nothing about what exists.
      case Answer(int status, _, var body) when status == 404 && isError(body) ->
          new Listing.Found(List.of());
      case Answer(int status, _, _) when status == 401 -> new Listing.Unauthorized();
      case Answer answer when answer.status() == 429 ->
          new Listing.Throttled(answer.retryAfterSeconds());
      case Answer _, NotSent _, NoAnswer _ -> new Listing.Inconclusive();
    };
  }

  /** Whether this is an error of Cloud Elements: an object with a {@code message}. */
  private static boolean isError(byte[] body) {
    return Json.parse(body).filter(fields -> fields.get("message") instanceof String).isPresent();
  }

  private URI uri(String path, String query) {
    return URI.create(baseUrl + path + (query.isEmpty() ? "" : "?" + query));
  }
}
