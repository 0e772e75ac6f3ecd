package io.elementconnect.local.template;

import java.time.Duration;
import java.util.List;

/**
 * The cross-origin settings of the HTTP API.
 *
 * @param origins the origins that may call; empty when the API has no such settings
 * @param maxAge how long a browser may keep the answer to a preflight; zero for not at all
 */
public record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposedHeaders,
    boolean credentials,
    Duration maxAge) {

  public Cors {
    origins = List.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    exposedHeaders = List.copyOf(exposedHeaders);
  }
}
