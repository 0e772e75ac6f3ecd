package io.elementconnect.local.template;

import java.time.Duration;
import java.util.Map;

/**
 * A function of the template.
 *
 * @param name the name that Lambda's Invoke takes
 * @param handler class and method: {@code com.example.X::handleRequest}
 * @param environment the environment variables, resolved
 */
public record Function(
    String logicalId,
    String name,
    String handler,
    String codeUri,
    Map<String, String> environment,
    Duration timeout) {}
