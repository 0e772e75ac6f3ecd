package io.elementconnect.local.simulator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What exists and what happened since the start or the last reset.
 *
 * @param instances those that exist, by id
 * @param calls how many calls each route had, refused and faulted ones included; every route is in
 *     it
 * @param codesIssued authorization codes that the provider gave out
 * @param codesUsed codes that were exchanged
 * @param secrets every code, element token and provider token ever issued, whether or not it was
 *     delivered; for tests that look for leaks
 */
public record Ledger(
    List<Entry> instances,
    Map<Route, Long> calls,
    long codesIssued,
    long codesUsed,
    Set<String> secrets) {

  /**
   * One element instance.
   *
   * @param site the account that the person chose at the provider: {@code dt123.infusionsoft.com}
   */
  public record Entry(long id, List<String> tags, String name, String element, String site) {}

  @Override
  public String toString() {
    return "Ledger[instances="
        + instances
        + ", calls="
        + calls
        + ", codesIssued="
        + codesIssued
        + ", codesUsed="
        + codesUsed
        + "]";
  }
}
