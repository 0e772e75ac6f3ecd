package io.elementconnect.local.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A browser as far as the flow goes: it keeps cookies for each host and port, and follows no
 * redirect by itself. Several threads may use it, as the tabs of one browser do. Each answer of
 * ours is checked: its headers, and whether the API's description knows it.
 */
final class Browser {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, Map<String, String>> cookies = new ConcurrentHashMap<>();

  HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  /** Sends a request with this browser's cookies and keeps those that come back. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    var authority = request.copy().build().uri().getAuthority();
    var own = cookies.computeIfAbsent(authority, _ -> new ConcurrentHashMap<>());
    own.forEach((name, value) -> request.header("Cookie", name + "=" + value));
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      for (var cookie : response.headers().allValues("set-cookie")) {
        var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
        own.put(pair[0], pair[1]);
      }
      AnswerHeaders.check(response);
      Described.check(response);
      return response;
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The value of a cookie that some host set. */
  String cookie(String name) {
    return cookies.values().stream()
        .filter(own -> own.containsKey(name))
        .map(own -> own.getOrDefault(name, ""))
        .findFirst()
        .orElseThrow();
  }
}
