package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.http.Exchanged.Answer;
import io.elementconnect.cloudelements.http.Exchanged.NoAnswer;
import io.elementconnect.cloudelements.http.Exchanged.NotSent;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests and tells apart what became of them. No text of an exception is kept: it may
 * hold the address, and the address may hold a secret.
 */
final class Exchanger {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int MOST_BODY_BYTES = 4 * 1024 * 1024;

  private final HttpClient questions = client();

  /** Asks something that has no effect, over a connection that may be used again. */
  Exchanged ask(HttpRequest.Builder request, Duration limit) {
    return send(questions, request, limit);
  }

  /**
   * Sends something that has an effect. The connection is a new one: on a kept one that the other
   * side closed meanwhile, which happens whenever the function was frozen, a request is lost
   * without a trace of how far it came.
   */
  Exchanged sendOnce(HttpRequest.Builder request, Duration limit) {
    try (var client = client()) {
      var exchanged = send(client, request, limit);
      client.shutdownNow();
      return exchanged;
    }
  }

  private static Exchanged send(HttpClient client, HttpRequest.Builder request, Duration limit) {
    var answer =
        client.sendAsync(
            request.header("Accept", "application/json").build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BODY_BYTES));
    try {
      // The limit holds for the body too, which the timeout of HttpRequest leaves out.
      var response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new NoAnswer("no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NoAnswer("interrupted");
    } catch (ExecutionException e) {
      return failed(e.getCause());
    }
  }

  private static Exchanged failed(@Nullable Throwable cause) {
    // All three come before the request line is written.
    return cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof SSLHandshakeException
        ? new NotSent()
        : new NoAnswer("connection broken");
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }
}
