package io.elementconnect.local.journeys;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;

/** The events of the project, put in the words of an attempt that there is. */
final class Events {
  private static final JsonMapper JSON = new JsonMapper();

  private Events() {}

  /** An event as it stands in its file. */
  static ObjectNode read(String name) {
    try {
      var text = Files.readString(Stack.root().resolve("events").resolve(name));
      return (ObjectNode) JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A start by a user of a tenant. */
  static ObjectNode start(String tenant, String user, String body) {
    var event = read("start-post.json");
    ((ObjectNode) event.at("/requestContext/authorizer/jwt/claims"))
        .put("tenant", tenant)
        .put("sub", user);
    return event.put("body", body);
  }

  /** A callback in the browser that began the attempt. */
  static ObjectNode callback(String url, String cookie) {
    var event = read("callback-allowed.json");
    event.put("rawQueryString", URI.create(url).getRawQuery());
    event.putArray("cookies").add(cookie);
    return event;
  }

  /** A callback in another browser. */
  static ObjectNode callbackWithoutBrowserKey(String url) {
    return read("callback-without-browser-key.json")
        .put("rawQueryString", URI.create(url).getRawQuery());
  }

  /** A completion that the user {@code ann} of a tenant hands in. */
  static ObjectNode complete(String tenant, String attemptId, String completion) {
    var event = read("complete.json");
    ((ObjectNode) event.at("/requestContext/authorizer/jwt/claims")).put("tenant", tenant);
    ((ObjectNode) event.path("pathParameters")).put("attemptId", attemptId);
    return event.put("body", JSON.createObjectNode().put("completion", completion).toString());
  }
}
