package io.elementconnect.oauthcallback;

import java.util.List;

/**
 * Something that happens to the attempts of one user.
 *
 * <p>An attempt is named by any number, of which the remainder counts; so is one of its callbacks.
 */
sealed interface Move {

  /** The user begins another attempt. */
  record Begin() implements Move {}

  /** The person allows at the provider, once more if they did before. */
  record Allow(int attempt) implements Move {}

  /** The person refuses at the provider. */
  record Deny(int attempt) implements Move {}

  /** The callback comes, or comes again. The person allows first, if they did not yet. */
  record Callback(int attempt, int which, boolean ownBrowser, Hazard hazard) implements Move {}

  /** A completion is handed in, or handed in again. */
  record Complete(int attempt, int which, boolean ownUser, Hazard hazard) implements Move {}

  /** The attempt's time runs out. */
  record Expire(int attempt) implements Move {}

  /** The lease of the attempt, or the time until it is looked for, runs out. */
  record MakeDue(int attempt) implements Move {}

  record Reconcile(Hazard hazard) implements Move {}

  record Sweep() implements Move {}

  /** An operator settles the attempt: with an instance that exists, or as failed. */
  record Settle(int attempt, boolean adopt) implements Move {}

  record RotateSecret() implements Move {}

  /** Cloud Elements cannot be reached for the next transitions. */
  record Unreachable(int times) implements Move {}

  /** The next call of a kind fails on its way, or at the other end. */
  record Break(Breakage breakage) implements Move {}

  /** What was to fail still does not. */
  record Heal() implements Move {}

  /**
   * What becomes of an invocation at one of its calls to the outside.
   *
   * @param call the number of that call, from 0; an invocation that makes fewer gets through
   * @param after whether the call has its effect before
   */
  record Hazard(int call, boolean after, Strike strike) {}

  /** What strikes. */
  sealed interface Strike {
    record Nothing() implements Strike {}

    /** The process ends. */
    record Death() implements Strike {}

    /** So many calls are not answered. */
    record Outage(int calls) implements Strike {}

    /** All this happens meanwhile, by others. */
    record Meanwhile(List<Move> moves) implements Strike {}
  }
}
