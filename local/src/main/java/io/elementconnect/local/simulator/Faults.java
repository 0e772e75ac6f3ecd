package io.elementconnect.local.simulator;

import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.faults.FaultQueue;
import io.elementconnect.local.simulator.Fault.Answering;
import io.elementconnect.local.simulator.Fault.Delay;
import io.elementconnect.local.simulator.Fault.Late;
import io.elementconnect.local.simulator.Fault.Making;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The faults still to come, those that concern the same thing in the order of their setting. */
final class Faults {
  private final FaultQueue<CloudElementsRoute, Struck<Delay>> delays = new FaultQueue<>();
  private final FaultQueue<CloudElementsRoute, Struck<Answering>> answers = new FaultQueue<>();
  private final FaultQueue<Class<?>, Making> makings = new FaultQueue<>();

  /** One occurrence of a fault. */
  record Struck<K>(K kind, Effect effect) {}

  void add(Fault fault) {
    switch (fault.kind()) {
      case Delay delay ->
          delays.add(fault.route(), new Struck<>(delay, fault.effect()), fault.times());
      case Answering answering ->
          answers.add(fault.route(), new Struck<>(answering, fault.effect()), fault.times());
      case Late late -> makings.add(Late.class, late, fault.times());
      case Making making -> makings.add(making.getClass(), making, fault.times());
    }
  }

  Optional<Struck<Delay>> takeDelay(CloudElementsRoute route) {
    return delays.take(route);
  }

  Optional<Struck<Answering>> takeAnswer(CloudElementsRoute route) {
    return answers.take(route);
  }

  <M extends Making> Optional<M> takeMaking(Class<M> type) {
    return makings.take(type).map(type::cast);
  }

  /** What is still to come, in no order. */
  List<FaultQueue.Waiting<?>> waiting() {
    return Stream.of(delays.waiting(), answers.waiting(), makings.waiting())
        .<FaultQueue.Waiting<?>>flatMap(List::stream)
        .toList();
  }

  void clear() {
    delays.clear();
    answers.clear();
    makings.clear();
  }
}
