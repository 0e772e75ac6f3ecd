package io.elementconnect.instances;

import io.elementconnect.Unavailable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads instances. Every read names its tenant, so that no other tenant's instance can be reached.
 */
public interface Instances {

  /**
   * Returns the tenant's instance with this id, from a strongly consistent read: it includes every
   * write that was acknowledged before.
   *
   * @throws Unavailable when the store does not answer
   */
  Optional<Instance> find(String tenant, InstanceId id);

  /**
   * Returns the tenant's instances, ordered by id.
   *
   * @param limit the maximum number of instances, 1 to 100
   * @param after only those with a greater id; null for the first page
   * @throws Unavailable when the store does not answer
   */
  Page list(String tenant, int limit, @Nullable InstanceId after);

  /**
   * One page of a list.
   *
   * @param next the last id of this page when there may be more, else null
   */
  record Page(List<Instance> items, @Nullable InstanceId next) {}
}
