package io.elementconnect.local.lambda;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The side of Lambda that a function's process talks to.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime
 *     API</a>
 */
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final String INVOCATION = PREFIX + "invocation/";
  private static final Duration TIMEOUT = Duration.ofSeconds(28);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>();
  private final LoopbackServer server;

  RuntimeApi() throws IOException {
    server = LoopbackServer.start(0, 6 * 1024 * 1024, this::answer);
  }

  private record Invocation(String id, String event) {}

  /** The address as the process wants it. */
  String address() {
    return "127.0.0.1:" + server.port();
  }

  /** Hands an event to the process and waits for what it makes of it. */
  String invoke(String event) {
    var id = UUID.randomUUID().toString();
    var result = new CompletableFuture<String>();
    results.put(id, result);
    waiting.add(new Invocation(id, event));
    try {
      return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the function did not answer", e);
    }
  }

  /** Ends every invocation that waits: an error of the initialisation belongs to none of them. */
  void fail(String reason) {
    results.values().forEach(result -> result.completeExceptionally(new AssertionError(reason)));
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply answer(Call call) throws InterruptedException {
    if (call.path().equals(INVOCATION + "next")) {
      var invocation = waiting.take();
      return Reply.json(200, invocation.event())
          .with("Lambda-Runtime-Aws-Request-Id", invocation.id())
          .with("Lambda-Runtime-Deadline-Ms", Long.toString(deadline()))
          .with("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:function:f");
    }
    if (call.path().startsWith(INVOCATION) && call.path().endsWith("/response")) {
      var id =
          call.path().substring(INVOCATION.length(), call.path().length() - "/response".length());
      results.getOrDefault(id, new CompletableFuture<>()).complete(call.text());
    } else {
      // An error of the initialisation belongs to no invocation: every one that waits has failed.
      results
          .values()
          .forEach(result -> result.completeExceptionally(new AssertionError(call.text())));
    }
    return Reply.empty(202);
  }

  private static long deadline() {
    return System.currentTimeMillis() + TIMEOUT.toMillis();
  }
}
