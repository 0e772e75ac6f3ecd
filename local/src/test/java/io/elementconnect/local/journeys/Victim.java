package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.lambda.LambdaProcess;
import io.elementconnect.local.lambda.Moment;
import io.elementconnect.local.lambda.Wire;
import io.elementconnect.local.template.Account;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A function's process that can be killed between any two of its effects. */
final class Victim implements AutoCloseable {
  /** When everything is done and nobody was told. */
  private static final Moment LAST = new Moment("the answer", Effect.BEFORE);

  private final Wire wire;
  private final LambdaProcess process;

  /**
   * Starts the process and has it serve one event, for a new one may find too little time left.
   *
   * @param function by its logical id
   * @param harmless an event that changes nothing
   */
  Victim(LocalStack stack, String function, String harmless) throws IOException {
    var cloudElements = URI.create(stack.simulator().baseUrl());
    wire = new Wire(stack.aws().endpoint(), cloudElements.resolve("/"));
    var environment =
        Map.of(
            "AWS_REGION",
            Account.REGION,
            "AWS_ENDPOINT_URL",
            wire.aws(),
            "CLOUD_ELEMENTS_URL",
            wire.cloudElements() + cloudElements.getPath());
    process =
        new LambdaProcess(
            stack.template().functions().stream()
                .filter(it -> it.logicalId().equals(function))
                .findFirst()
                .orElseThrow(),
            Stack.root(),
            environment);
    process.invoke(harmless);
  }

  /** Serves an event in good health, and tells when it could have been killed, in this order. */
  List<Moment> survive(String event) {
    wire.cutAt(LAST, () -> {});
    process.invoke(event);
    return Stream.concat(
            wire.calls().stream()
                .flatMap(call ->
                    Stream.of(new Moment(call, Effect.BEFORE), new Moment(call, Effect.AFTER))),
            Stream.of(LAST))
        .toList();
  }

  /** Serves an event and is killed at this moment. */
  void dieAt(Moment moment, String event) {
    if (moment.equals(LAST)) {
      process.invoke(event);
      process.kill();
      return;
    }
    wire.cutAt(moment, process::kill);
    assertThatThrownBy(() -> invokeAgainAndAgain(event))
        .as("killed %s", moment)
        .hasRootCauseMessage("the process has ended");
  }

  /** A machine that is busy leaves too little time for a claim; then the same has to come again. */
  private void invokeAgainAndAgain(String event) {
    for (int time = 1; time <= 3; time++) {
      process.invoke(event);
    }
  }

  @Override
  public void close() {
    process.close();
    wire.close();
  }
}
