package io.elementconnect.local.aws;

import io.elementconnect.local.aws.AwsFault.Delay;
import io.elementconnect.local.aws.AwsFault.Instead;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.faults.FaultQueue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The faults still to come. Those of an operation come in the order of their setting; a delay and
 * something else meet in one request.
 */
public final class AwsFaults {
  private final FaultQueue<String, Struck<Delay>> delays = new FaultQueue<>();
  private final FaultQueue<String, Struck<Instead>> answers = new FaultQueue<>();

  AwsFaults() {}

  /** One occurrence of a fault. */
  record Struck<K>(K kind, Effect effect) {}

  /** Sets a fault. */
  public void add(AwsFault fault) {
    switch (fault.kind()) {
      case Delay delay ->
          delays.add(fault.operation(), new Struck<>(delay, fault.effect()), fault.times());
      case Instead instead ->
          answers.add(fault.operation(), new Struck<>(instead, fault.effect()), fault.times());
    }
  }

  /** The faults that are still to come, in no order. */
  public List<FaultQueue.Waiting<?>> waiting() {
    return Stream.of(delays.waiting(), answers.waiting())
        .<FaultQueue.Waiting<?>>flatMap(List::stream)
        .toList();
  }

  /** Forgets the faults that are still to come. */
  public void clear() {
    delays.clear();
    answers.clear();
  }

  Optional<Struck<Delay>> takeDelay(Target target) {
    return delays.take(target.toString());
  }

  Optional<Struck<Instead>> takeAnswer(Target target) {
    return answers.take(target.toString());
  }
}
