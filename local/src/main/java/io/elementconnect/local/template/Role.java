package io.elementconnect.local.template;

import java.util.List;
import java.util.Map;

/**
 * A role that a function runs under ({@code AWS::IAM::Role}). It may do what one of its permissions
 * allows, and nothing else.
 *
 * @param name its physical name
 */
public record Role(String logicalId, String name, List<Permission> permissions) {

  public Role {
    permissions = List.copyOf(permissions);
  }

  /** The permissions that allow a request, or none. */
  public List<Permission> allowing(String action, String resource, Map<String, String> context) {
    return permissions.stream()
        .filter(permission -> permission.allows(action, resource, context))
        .toList();
  }
}
