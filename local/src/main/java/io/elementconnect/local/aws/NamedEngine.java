package io.elementconnect.local.aws;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * An engine that runs already, and goes on.
 *
 * @param endpoint on this machine
 */
record NamedEngine(URI endpoint) implements DynamoDbEngine {
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1]):[0-9]{1,5}/?");

  static NamedEngine at(String text) {
    if (!LOOPBACK.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "DYNAMODB_ENDPOINT must be on this machine, such as http://localhost:8000, not " + text);
    }
    var endpoint = URI.create(text);
    try {
      new Socket(endpoint.getHost(), endpoint.getPort()).close();
    } catch (IOException e) {
      throw new IllegalStateException("DYNAMODB_ENDPOINT: nothing listens at " + text, e);
    }
    return new NamedEngine(endpoint);
  }

  @Override
  public void close() {}
}
