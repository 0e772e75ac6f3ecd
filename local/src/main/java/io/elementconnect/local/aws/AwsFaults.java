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

  private record Struck<K>(K kind, Effect effect) {}

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

  Service around(Service service, ErrorForm form) {
    return (target, call) -> {
      var delay = delays.take(target.toString());
      var fault = answers.take(target.toString());
      pause(delay, Effect.BEFORE);
      if (fault.isPresent() && fault.get().effect() == Effect.BEFORE) {
        pause(delay, Effect.AFTER);
        return form.instead(fault.get().kind());
      }
      var reply = service.answer(target, call);
      pause(delay, Effect.AFTER);
      return fault.map(it -> form.instead(it.kind())).orElse(reply);
    };
  }

  private static void pause(Optional<Struck<Delay>> delay, Effect when)
      throws InterruptedException {
    if (delay.isPresent() && delay.get().effect() == when) {
      Thread.sleep(delay.get().kind().time());
    }
  }
}
