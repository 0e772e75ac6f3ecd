package io.elementconnect.local.aws;

import io.elementconnect.local.aws.AwsFault.Cancelled;
import io.elementconnect.local.aws.AwsFault.Close;
import io.elementconnect.local.aws.AwsFault.Delay;
import io.elementconnect.local.aws.AwsFault.InProgress;
import io.elementconnect.local.aws.AwsFault.Instead;
import io.elementconnect.local.aws.AwsFault.Reset;
import io.elementconnect.local.aws.AwsFault.ServerError;
import io.elementconnect.local.aws.AwsFault.Throttled;
import io.elementconnect.local.aws.AwsFault.ThroughputExceeded;
import io.elementconnect.local.aws.AwsFaults.Struck;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.util.Optional;

/** A service with the faults that were asked for. */
record Faulty(Service service, ErrorForm form, AwsFaults faults) implements Service {

  @Override
  public Reply answer(Target target, Call call) throws IOException, InterruptedException {
    var delay = faults.takeDelay(target);
    var fault = faults.takeAnswer(target);
    pause(delay, Effect.BEFORE);
    if (fault.isPresent() && fault.get().effect() == Effect.BEFORE) {
      pause(delay, Effect.AFTER);
      return instead(fault.get().kind());
    }
    var reply = service.answer(target, call);
    pause(delay, Effect.AFTER);
    return fault.map(it -> instead(it.kind())).orElse(reply);
  }

  private Reply instead(Instead kind) {
    return switch (kind) {
      case Close() -> Reply.none();
      case Reset() -> Reply.reset();
      case ServerError() -> form.internalError();
      case Throttled() -> form.throttled();
      case ThroughputExceeded() -> ErrorForm.throughputExceeded();
      case Cancelled(var reasons) -> ErrorForm.cancelled(reasons);
      case InProgress() -> ErrorForm.inProgress();
    };
  }

  private static void pause(Optional<Struck<Delay>> delay, Effect when)
      throws InterruptedException {
    if (delay.isPresent() && delay.get().effect() == when) {
      Thread.sleep(delay.get().kind().time());
    }
  }
}
