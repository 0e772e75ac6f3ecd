package io.elementconnect.local.template;

import java.time.Duration;
import java.util.List;

/**
 * The CORS configuration of the HTTP API.
 *
 * @param origins empty when CORS is not configured
 */
public record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposedHeaders,
    boolean credentials,
    Duration maxAge) {}
