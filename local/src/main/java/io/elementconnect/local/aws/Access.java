package io.elementconnect.local.aws;

import java.util.Map;

/**
 * Something that a request needs a permission for.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource an ARN, or {@code *} for what concerns no single resource
 * @param context the condition keys that the request comes with
 */
record Access(String action, String resource, Map<String, String> context) {
  Access(String action, String resource) {
    this(action, resource, Map.of());
  }
}
