package io.elementconnect.local.aws;

import io.elementconnect.local.aws.Service.Target;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds the service that a request is for, by its {@code X-Amz-Target}, and counts the call. Every
 * answer carries {@code x-amzn-RequestId}. Safe for use by several threads.
 */
final class Router implements LoopbackServer.Handler {
  private static final String REQUEST_ID = "x-amzn-RequestId";

  private final Map<String, Service> services;
  private final SortedMap<String, Integer> calls = new TreeMap<>();

  /**
   * @param services by the first part of their target, such as {@code secretsmanager}
   */
  Router(Map<String, Service> services) {
    this.services = Map.copyOf(services);
  }

  @Override
  public Reply handle(Call call) throws IOException, InterruptedException {
    var reply = route(call);
    return reply.headers().keySet().stream().anyMatch(REQUEST_ID::equalsIgnoreCase)
        ? reply
        : reply.with(REQUEST_ID, UUID.randomUUID().toString());
  }

  /** How often each operation was called: a copy, ordered by target. */
  SortedMap<String, Integer> calls() {
    synchronized (calls) {
      return new TreeMap<>(calls);
    }
  }

  void resetCalls() {
    synchronized (calls) {
      calls.clear();
    }
  }

  private Reply route(Call call) throws IOException, InterruptedException {
    var target = target(call);
    var service = target.map(Target::service).map(services::get);
    if (target.isEmpty() || service.isEmpty()) {
      return AwsError.of("UnknownOperationException").reply();
    }
    if (Guarded.Signature.of(call).isEmpty()) {
      return AwsError.of("MissingAuthenticationTokenException", "Missing Authentication Token")
          .reply();
    }
    synchronized (calls) {
      calls.merge(target.get().toString(), 1, Integer::sum);
    }
    return service.get().answer(target.get(), call);
  }

  private static Optional<Target> target(Call call) {
    return call.method().equals("POST") && call.path().equals("/")
        ? call.header("X-Amz-Target").flatMap(Target::parse)
        : Optional.empty();
  }
}
