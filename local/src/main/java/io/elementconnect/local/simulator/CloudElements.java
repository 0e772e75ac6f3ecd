package io.elementconnect.local.simulator;

import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.simulator.Endpoints.Endpoint;
import io.elementconnect.local.simulator.Faults.Struck;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Cloud Elements API v2, and the faults set for it. */
final class CloudElements {
  /** The path of the API. */
  static final String PATH = "/elements/api-v2";

  private static final Pattern ACCEPTS_JSON =
      Pattern.compile("(?i).*(application/json|application/\\*|\\*/\\*).*");

  private final List<Endpoint> endpoints;
  private final SimulatorState state;

  CloudElements(List<Endpoint> endpoints, SimulatorState state) {
    this.endpoints = endpoints;
    this.state = state;
  }

  /** Answers a call whose path begins with {@link #PATH}. */
  Reply handle(Call call) throws InterruptedException {
    var rendering = new Rendering(state.secrets().requestId());
    var path = call.path().substring(PATH.length());
    var here = endpoints.stream().filter(it -> it.argument(path).isPresent()).toList();
    var endpoint = here.stream().filter(it -> it.method().equals(call.method())).findFirst();
    if (endpoint.isEmpty()) {
      return rendering.of(
          here.isEmpty()
              ? ApiResult.refused(404, "Not Found")
              : ApiResult.refused(405, "Method Not Allowed"));
    }
    var route = endpoint.get().route();
    var number = state.calls().arrived(route, call);
    var reply =
        answer(
            route,
            rendering,
            call,
            () -> {
              var answer = work(endpoint.get(), call, path);
              state.calls().worked(number, answer);
              return answer;
            });
    state.calls().answered(number, reply);
    return reply;
  }

  /** The one place that every answer of a route passes. */
  private Reply answer(
      CloudElementsRoute route, Rendering rendering, Call call, Supplier<ApiResult> work)
      throws InterruptedException {
    var delay = state.faults().takeDelay(route);
    var fault = state.faults().takeAnswer(route);
    pause(delay, Effect.BEFORE);
    if (fault.isPresent()
        && fault.get().effect() == Effect.BEFORE
        && fault.get().kind() instanceof Fault.Instead instead) {
      pause(delay, Effect.AFTER);
      return rendering.instead(instead, call);
    }
    var answer = work.get();
    pause(delay, Effect.AFTER);
    return fault
        .map(Struck::kind)
        .map(kind ->
            switch (kind) {
              case Fault.Instead instead -> rendering.instead(instead, call);
              case Fault.Altering altering -> rendering.altered(altering, answer);
            })
        .orElseGet(() -> rendering.of(answer));
  }

  private static void pause(Optional<Struck<Fault.Delay>> delay, Effect when)
      throws InterruptedException {
    if (delay.isPresent() && delay.get().effect() == when) {
      Thread.sleep(delay.get().kind().time());
    }
  }

  private static ApiResult work(Endpoint endpoint, Call call, String path) {
    return acceptsJson(call)
        ? endpoint.action().answer(call, endpoint.argument(path).orElseThrow())
        : ApiResult.refused(406, "Not Acceptable");
  }

  private static boolean acceptsJson(Call call) {
    return call.header("Accept").map(it -> ACCEPTS_JSON.matcher(it).matches()).orElse(true);
  }
}
