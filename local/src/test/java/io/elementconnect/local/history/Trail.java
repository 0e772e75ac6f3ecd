package io.elementconnect.local.history;

import io.elementconnect.attempts.Caller;
import io.elementconnect.local.simulator.Ledger;
import java.util.List;

/**
 * All that is known of one attempt.
 *
 * @param caller who began it
 * @param steps in their order, the last one taken for the check
 * @param stepsBeforeProof those before whoever began it came back and could prove it
 * @param instances the items of the instances that name it
 * @param posts those that bore its tag
 * @param upstream the instances that bear its tag
 * @param secrets what may stand nowhere
 * @param isSettled whether an operator settled it
 * @param isAtRest whether nothing is under way any more
 */
record Trail(
    String attemptId,
    Caller caller,
    List<Step> steps,
    int stepsBeforeProof,
    List<Item> instances,
    List<Ledger.Post> posts,
    List<Ledger.Entry> upstream,
    Secrets secrets,
    boolean isSettled,
    boolean isAtRest) {

  Item item() {
    return steps.getLast().item();
  }

  List<Item> items() {
    return steps.stream().map(Step::item).toList();
  }

  List<Item> itemsBeforeProof() {
    return items().subList(0, stepsBeforeProof);
  }

  @Override
  public String toString() {
    return "Trail[" + attemptId + "]";
  }
}
