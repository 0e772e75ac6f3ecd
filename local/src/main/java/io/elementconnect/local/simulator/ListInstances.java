package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.local.simulator.Accounts.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * {@code GET /instances}: the user's instances by ascending id, a page at a time. A filter that
 * matches nothing is answered with 404.
 */
final class ListInstances {
  private static final int LARGEST_PAGE = 200;

  private final Instances instances;
  private final Latecomers latecomers;

  ListInstances(Instances instances, Latecomers latecomers) {
    this.instances = instances;
    this.latecomers = latecomers;
  }

  Answer list(Query query, User user) {
    var pageSize = number(query.first("pageSize").orElse("" + LARGEST_PAGE));
    if (pageSize.isEmpty() || pageSize.getAsLong() < 1 || pageSize.getAsLong() > LARGEST_PAGE) {
      return Answer.refused(400, "pageSize must be from 1 to " + LARGEST_PAGE);
    }
    var after = number(query.first("nextPage").map(ListInstances::unwrap).orElse("0"));
    if (after.isEmpty()) {
      return Answer.refused(400, "nextPage is not a page token");
    }
    var firstPage = query.first("nextPage").isEmpty();
    var matching =
        instances.of(user).stream()
            .filter(it -> matches(it, query))
            .filter(it -> latecomers.shows(it.id(), firstPage))
            .toList();
    if (matching.isEmpty() && isFiltered(query)) {
      return Answer.refused(404, "No element instances found");
    }
    var rest = matching.stream().filter(it -> it.id() > after.getAsLong()).toList();
    var page = rest.stream().limit(pageSize.getAsLong()).toList();
    return new Answer.Found(
        json(page, query, user), headers(matching.size(), page, page.size() < rest.size()));
  }

  private static boolean isFiltered(Query query) {
    return !query.all("tags[]").isEmpty() || query.first("searchText").isPresent();
  }

  private static boolean matches(Instance instance, Query query) {
    return instance.tags().containsAll(query.all("tags[]"))
        && query.first("searchText").map(instance::matches).orElse(true);
  }

  private static JsonNode json(List<Instance> page, Query query, User user) {
    var hydrated = !query.first("hydrate").orElse("true").equals("false");
    var array = Json.MAPPER.createArrayNode();
    page.stream()
        .map(it -> hydrated ? InstanceJson.full(it, user) : InstanceJson.unhydrated(it, user))
        .forEach(array::add);
    return array;
  }

  private static Map<String, String> headers(int total, List<Instance> page, boolean more) {
    var headers = new TreeMap<String, String>();
    headers.put("Elements-Total-Count", Integer.toString(total));
    headers.put("Elements-Returned-Count", Integer.toString(page.size()));
    if (more) {
      headers.put("Elements-Next-Page-Token", wrap(page.getLast().id()));
    }
    return headers;
  }

  private static String wrap(long id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Long.toString(id).getBytes(StandardCharsets.UTF_8));
  }

  private static String unwrap(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
