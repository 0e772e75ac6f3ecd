package io.elementconnect.local.aws;

import java.util.Map;

/**
 * A permission that a request needs.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource an ARN, or {@code *} when the request names no single resource
 * @param context the condition keys of the request
 */
record RequiredPermission(String action, String resource, Map<String, String> context) {
  RequiredPermission(String action, String resource) {
    this(action, resource, Map.of());
  }
}
