package io.elementconnect.local.aws;

import io.elementconnect.local.template.Role;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The roles that are held to their permissions, and which of these were needed so far. Safe for use
 * by several threads.
 */
final class EnforcedRoles {
  private final List<Role> roles;
  private final SortedSet<String> used = new TreeSet<>();

  EnforcedRoles(List<Role> roles) {
    this.roles = List.copyOf(roles);
  }

  /** The role whose credentials have this access key; any other key is the administrator's. */
  Optional<Role> withKey(String accessKey) {
    return roles.stream().filter(role -> role.logicalId().equals(accessKey)).findAny();
  }

  boolean allows(Role role, RequiredPermission needed) {
    var allowing = role.allowing(needed.action(), needed.resource(), needed.context());
    synchronized (used) {
      allowing.forEach(permission -> used.add(role.logicalId() + " " + permission));
    }
    return !allowing.isEmpty();
  }

  /** A copy, in order: role, action, resource, condition. */
  SortedSet<String> used() {
    synchronized (used) {
      return new TreeSet<>(used);
    }
  }
}
