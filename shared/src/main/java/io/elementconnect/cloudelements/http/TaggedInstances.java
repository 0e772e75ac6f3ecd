package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NoAnswer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.url.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code GET /instances?tags[]=…}, page by page: with the page token of the response, else by
 * number, as the vendor's own clients do. A list is complete when it has as many instances as
 * {@code Elements-Total-Count} states. Without a count it ends with a page that has no token and is
 * not full, or with the platform's own 404.
 */
final class TaggedInstances {
  // The maximum page is 200 instances, which may exceed the size limit of a response.
  private static final int PAGE_SIZE = 100;
  private static final int MAX_PAGES = 1_000;
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern PAGE_TOKEN = Pattern.compile("(?i)page.?token|next.?page");

  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<InstanceId, RemoteInstance> read = new LinkedHashMap<>();
  private final InstanceReader instances;
  private int pages;
  private int total = -1; // unknown

  private TaggedInstances(String tag, boolean hydrated, InstanceReader instances) {
    this.instances = instances;
    query.put("tags[]", tag);
    query.put("pageSize", Integer.toString(PAGE_SIZE));
    if (!hydrated) {
      // A quarter of the bytes, and no tokens of the provider.
      query.put("hydrate", "false");
    }
  }

  /**
   * Reads all pages. Instances that the short form lists without their tags are listed once more in
   * the long form.
   *
   * @param send sends one request with this query
   */
  static Listing read(String tag, InstanceReader instances, Function<String, PageOutcome> send) {
    var brief = new TaggedInstances(tag, false, instances).read(send);
    return brief instanceof Listing.Found(var found)
            && found.stream().anyMatch(instance -> instance.tags() == null)
        ? new TaggedInstances(tag, true, instances).read(send)
        : brief;
  }

  /** The outcome of one request: an HTTP outcome, or why none was sent. */
  sealed interface PageOutcome {
    record Sent(HttpOutcome outcome) implements PageOutcome {}

    record Unsent(Listing why) implements PageOutcome {}
  }

  private Listing read(Function<String, PageOutcome> send) {
    while (pages < MAX_PAGES) {
      var ended =
          switch (send.apply(Query.of(query))) {
            case PageOutcome.Unsent(var why) -> Optional.of(why);
            case PageOutcome.Sent(var outcome) -> add(outcome);
          };
      if (ended.isPresent()) {
        return ended.get();
      }
      pages++;
    }
    return new Listing.Inconclusive("too many pages");
  }

  /** Adds a page; returns the result when it is the last one. */
  private Optional<Listing> add(HttpOutcome outcome) {
    return switch (outcome) {
      case Answer answer when answer.is2xx() ->
          answer
              .body()
              .flatMap(instances::list)
              .map(page -> add(page, answer))
              .orElseGet(() -> Optional.of(new Listing.Inconclusive("unreadable list")));
      case Answer answer when isEnd(answer) -> Optional.of(complete());
      case Answer _, NotSent _, NoAnswer _ -> Optional.of(notListed(outcome));
    };
  }

  private Optional<Listing> add(List<RemoteInstance> page, Answer answer) {
    var before = read.size();
    page.forEach(instance -> read.put(instance.id(), instance));
    answer
        .header("Elements-Total-Count")
        .map(String::strip)
        .filter(count -> COUNT.matcher(count).matches())
        .ifPresent(count -> total = Math.max(total, Integer.parseInt(count)));
    var token = answer.header("Elements-Next-Page-Token").orElse(null);
    if (token != null) {
      query.put("nextPage", token);
      return Optional.empty();
    }
    var more = total < 0 ? page.size() >= PAGE_SIZE : read.size() < total;
    if (!more || read.size() == before) {
      return Optional.of(complete());
    }
    query.remove("nextPage");
    query.put("page", Integer.toString(pages + 2));
    return Optional.empty();
  }

  /**
   * Whether the platform says that nothing matches, or that there are no more pages: it responds
   * with 404, not with an empty list. A 404 about the page token, or of something in between, says
   * nothing about what exists.
   */
  private boolean isEnd(Answer answer) {
    return answer.status() == 404
        && answer.isFromPlatform()
        && (pages == 0 || !PAGE_TOKEN.matcher(answer.message()).find());
  }

  private Listing complete() {
    return read.size() < total
        ? new Listing.Inconclusive("listed " + read.size() + " of " + total)
        : new Listing.Found(new ArrayList<>(read.values()));
  }

  /** Why an outcome other than 2xx lists nothing. */
  static Listing notListed(HttpOutcome outcome) {
    return switch (outcome) {
      case Answer answer when answer.status() == 401 -> new Listing.Unauthorized();
      case Answer answer when answer.status() == 429 ->
          new Listing.Throttled(answer.retryAfterSeconds());
      case Answer answer -> new Listing.Inconclusive(answer.description());
      case NotSent() -> new Listing.Inconclusive("not sent");
      case NoAnswer(var why) -> new Listing.Inconclusive(why);
    };
  }
}
