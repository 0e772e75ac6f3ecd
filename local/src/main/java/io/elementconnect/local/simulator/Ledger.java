package io.elementconnect.local.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What exists and what happened since the start or the last reset.
 *
 * @param instances those that exist, by id
 * @param posts every {@code POST /instances} that arrived, in that order
 * @param calls how many calls each route had, refused and faulted ones included; every route is in
 *     it
 * @param codesIssued authorization codes that the provider gave out
 * @param codesUsed codes that were exchanged
 * @param secrets every code, element token and provider token ever issued, whether or not it was
 *     delivered, and every code that was sent to be exchanged; for tests that look for leaks
 */
public record Ledger(
    List<Entry> instances,
    List<Post> posts,
    Map<CloudElementsRoute, Long> calls,
    long codesIssued,
    long codesUsed,
    Set<String> secrets) {

  /**
   * One element instance.
   *
   * @param site the account that the person chose at the provider: {@code dt123.infusionsoft.com};
   *     empty when the code was no good, see {@link Fault.AnyCode}
   */
  public record Entry(long id, List<String> tags, String name, String element, String site) {}

  /**
   * One {@code POST /instances}, or {@code POST /elements/{key}/instances}.
   *
   * @param arrival by the simulator's clock
   * @param tags those in its body; none when its body cannot be read
   * @param instance what it made, whether or not that exists still; empty while it is at work, and
   *     when it had no effect
   * @param status what was answered; empty while it is at work, and when no answer was sent
   */
  public record Post(
      Instant arrival, List<String> tags, OptionalLong instance, OptionalInt status) {
    Post made(long id) {
      return new Post(arrival, tags, OptionalLong.of(id), status);
    }

    Post answered(int with) {
      return new Post(arrival, tags, instance, OptionalInt.of(with));
    }
  }

  @Override
  public String toString() {
    return "Ledger[instances="
        + instances
        + ", posts="
        + posts
        + ", calls="
        + calls
        + ", codesIssued="
        + codesIssued
        + ", codesUsed="
        + codesUsed
        + "]";
  }
}
