package io.elementconnect.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/** Handlers for the tests, made by name as those of the template are. */
public final class Handlers {
  private Handlers() {}

  /** Returns its event. */
  public static final class Echo implements RequestStreamHandler {
    public Echo(Map<String, String> environment) {
      Objects.requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
        throws IOException {
      event.transferTo(result);
    }
  }

  /** Returns what its variable RESULT says. */
  public static final class Fixed implements RequestStreamHandler {
    private final String result;

    public Fixed(Map<String, String> environment) {
      this.result = environment.getOrDefault("RESULT", "");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
        throws IOException {
      result.write(this.result.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Speaks in Lambda's event types. */
  public static final class Typed
      implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    public Typed(Map<String, String> environment) {
      Objects.requireNonNull(environment);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
      var jwt = event.getRequestContext().getAuthorizer();
      return APIGatewayV2HTTPResponse.builder()
          .withStatusCode(201)
          .withHeaders(
              Map.of("x-tenant", jwt == null ? "" : jwt.getJwt().getClaims().get("tenant")))
          .withCookies(List.of("a=1", "b=2; Secure"))
          .withBody(event.getRouteKey() + " " + event.getPathParameters().get("id"))
          .build();
    }
  }

  /** Tells about its invocation, or throws what the event asks for. */
  public static final class Telling
      implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final Map<String, String> environment;

    public Telling(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
      if (event.containsKey("fail")) {
        throw new IllegalStateException("asked to fail");
      }
      return Map.of(
          "event", event,
          "environment", environment,
          "function", context.getFunctionName(),
          "version", context.getFunctionVersion(),
          "arn", context.getInvokedFunctionArn(),
          "remaining", context.getRemainingTimeInMillis());
    }
  }

  /** Throws. */
  public static final class Failing implements RequestHandler<Object, Object> {
    public Failing(Map<String, String> environment) {
      Objects.requireNonNull(environment);
    }

    @Override
    public Object handleRequest(Object event, Context context) {
      throw new IllegalStateException("a secret of the function");
    }
  }

  /** Stays until it is interrupted, and then tells the test that its variable TEST names. */
  public static final class Stuck implements RequestStreamHandler {
    private static final Map<String, CompletableFuture<Boolean>> INTERRUPTED =
        new ConcurrentHashMap<>();

    private final CompletableFuture<Boolean> interrupted;

    public Stuck(Map<String, String> environment) {
      this.interrupted = interrupted(environment.getOrDefault("TEST", ""));
    }

    static CompletableFuture<Boolean> interrupted(String test) {
      return INTERRUPTED.computeIfAbsent(test, _ -> new CompletableFuture<>());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.complete(true);
      }
    }
  }

  /** Returns only when two of its invocations are there at the same time. */
  public static final class Meeting implements RequestStreamHandler {
    private final CyclicBarrier both = new CyclicBarrier(2);

    public Meeting(Map<String, String> environment) {
      Objects.requireNonNull(environment);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
        throws IOException {
      try {
        both.await();
        result.write('1');
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IOException(e);
      }
    }
  }

  /** Can't be made. */
  public static final class Unmakeable implements RequestStreamHandler {
    public Unmakeable(Map<String, String> environment) {
      throw new IllegalStateException("no DEPLOYMENT among " + environment.keySet());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context) {}
  }

  /** Does not say what it takes and gives. */
  public static final class Untyped<I, O> implements RequestHandler<I, List<O>> {
    public Untyped(Map<String, String> environment) {
      Objects.requireNonNull(environment);
    }

    @Override
    public List<O> handleRequest(I event, Context context) {
      return List.of();
    }
  }
}
