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
  private static final int MAX_PAGE_SIZE = 200;

  private final InstanceStore instances;
  private final DelayedListings delayed;

  ListInstances(InstanceStore instances, DelayedListings delayed) {
    this.instances = instances;
    this.delayed = delayed;
  }

  ApiResult list(FormParameters query, User user) {
    var pageSize = number(query.first("pageSize").orElse("" + MAX_PAGE_SIZE));
    if (pageSize.isEmpty() || pageSize.getAsLong() < 1 || pageSize.getAsLong() > MAX_PAGE_SIZE) {
      return ApiResult.refused(400, "pageSize must be from 1 to " + MAX_PAGE_SIZE);
    }
    var after = number(query.first("nextPage").map(ListInstances::unwrap).orElse("0"));
    if (after.isEmpty()) {
      return ApiResult.refused(400, "nextPage is not a page token");
    }
    var firstPage = query.first("nextPage").isEmpty();
    var matching =
        instances.of(user).stream()
            .filter(it -> matches(it, query))
            .filter(it -> delayed.shows(it.id(), firstPage))
            .toList();
    if (matching.isEmpty() && isFiltered(query)) {
      return ApiResult.refused(404, "No element instances found");
    }
    var rest = matching.stream().filter(it -> it.id() > after.getAsLong()).toList();
    var page = rest.stream().limit(pageSize.getAsLong()).toList();
    return new ApiResult.Found(
        json(page, query, user), headers(matching.size(), page, page.size() < rest.size()));
  }

  private static boolean isFiltered(FormParameters query) {
    return !query.all("tags[]").isEmpty() || query.first("searchText").isPresent();
  }

  private static boolean matches(StoredInstance instance, FormParameters query) {
    return instance.tags().containsAll(query.all("tags[]"))
        && query.first("searchText").map(instance::matches).orElse(true);
  }

  private static JsonNode json(List<StoredInstance> page, FormParameters query, User user) {
    var hydrated = !query.first("hydrate").orElse("true").equals("false");
    var array = Json.MAPPER.createArrayNode();
    page.stream().map(it -> hydrated ? it.full(user) : it.unhydrated(user)).forEach(array::add);
    return array;
  }

  private static Map<String, String> headers(int total, List<StoredInstance> page, boolean more) {
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
