package io.elementconnect.oauthcallback;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.journeys.Stack;
import io.elementconnect.oauthcallback.Move.Allow;
import io.elementconnect.oauthcallback.Move.Begin;
import io.elementconnect.oauthcallback.Move.Break;
import io.elementconnect.oauthcallback.Move.Complete;
import io.elementconnect.oauthcallback.Move.Deny;
import io.elementconnect.oauthcallback.Move.Expire;
import io.elementconnect.oauthcallback.Move.Hazard;
import io.elementconnect.oauthcallback.Move.Heal;
import io.elementconnect.oauthcallback.Move.MakeDue;
import io.elementconnect.oauthcallback.Move.Reconcile;
import io.elementconnect.oauthcallback.Move.RotateSecret;
import io.elementconnect.oauthcallback.Move.Settle;
import io.elementconnect.oauthcallback.Move.Strike;
import io.elementconnect.oauthcallback.Move.Sweep;
import io.elementconnect.oauthcallback.Move.Unreachable;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The invariants hold whatever happens to some attempts of a user, in whatever order. How many
 * sequences are tried says {@code jqwik.tries.default} (junit-platform.properties, or {@code -D}).
 * In memory a sequence takes a tenth of the time, so that long runs try those alone.
 */
@Tag("long")
class SequencesTest {

  // More than the calls of any invocation.
  private static final int CALLS = 8;

  // Each world begins by forgetting what Cloud Elements has: nobody else may need it.
  private static final LocalStack STACK = Stack.another();
  private static final WireEnds WIRE = WireEnds.of(STACK);

  @AfterContainer
  static void close() {
    STACK.close();
  }

  @Property
  void no_sequence_breaks_an_invariant_over_the_wire(@ForAll("sequences") List<Move> moves) {
    assertHolds(WIRE, moves);
  }

  @Property
  void no_sequence_breaks_an_invariant_in_memory(@ForAll("sequences") List<Move> moves) {
    assertHolds(MemoryEnds.of(WIRE), moves);
  }

  private static void assertHolds(Ends ends, List<Move> moves) {
    var world = new World(STACK, ends);
    world.makeAll(moves);
    world.rest();
  }

  @Provide
  Arbitrary<List<Move>> sequences() {
    return moves(hazards(moves(Arbitraries.just(nothing())).ofMaxSize(3)))
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static ListArbitrary<Move> moves(Arbitrary<Hazard> hazards) {
    var number = Arbitraries.integers().between(0, 5);
    var flag = Arbitraries.of(true, true, true, false);
    return Arbitraries.<Move>frequencyOf(
            Tuple.of(2, Arbitraries.just(new Begin())),
            Tuple.of(2, number.map(Allow::new)),
            Tuple.of(1, number.map(Deny::new)),
            Tuple.of(12, Combinators.combine(number, number, flag, hazards).as(Move.Callback::new)),
            Tuple.of(6, Combinators.combine(number, number, flag, hazards).as(Complete::new)),
            Tuple.of(1, number.map(Expire::new)),
            Tuple.of(5, number.map(MakeDue::new)),
            Tuple.of(7, hazards.map(Reconcile::new)),
            Tuple.of(1, Arbitraries.just(new Sweep())),
            Tuple.of(2, Combinators.combine(number, flag).as(Settle::new)),
            Tuple.of(1, Arbitraries.just(new RotateSecret())),
            Tuple.of(1, Arbitraries.integers().between(1, 4).map(Unreachable::new)),
            Tuple.of(8, Arbitraries.of(Breakage.class).map(Break::new)),
            Tuple.of(1, Arbitraries.just(new Heal())))
        .list();
  }

  private static Arbitrary<Hazard> hazards(Arbitrary<List<Move>> meanwhile) {
    var strikes =
        Arbitraries.<Strike>frequencyOf(
            Tuple.of(4, Arbitraries.just(new Strike.Death())),
            Tuple.of(3, Arbitraries.integers().between(1, 3).map(Strike.Outage::new)),
            Tuple.of(4, meanwhile.map(Strike.Meanwhile::new)));
    var struck =
        Combinators.combine(
                Arbitraries.integers().between(0, CALLS), Arbitraries.of(true, false), strikes)
            .as(Hazard::new);
    return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(nothing())), Tuple.of(1, struck));
  }

  private static Hazard nothing() {
    return new Hazard(0, false, new Strike.Nothing());
  }
}
