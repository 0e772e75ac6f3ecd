package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NoAnswer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests and distinguishes their outcomes. No text of an exception is kept: it may
 * contain the URL, and the URL may contain a secret.
 */
final class HttpSender {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  // Decoded: a compressed response does not get more.
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  private final HttpClient queries = client();

  /** Sends a request that has no effect, over a connection that may be reused. */
  HttpOutcome query(HttpRequest.Builder request, Duration limit) {
    return send(queries, request, limit);
  }

  /**
   * Sends a request that has an effect. The connection is new: on a kept connection that the other
   * side has closed, which happens whenever the function was frozen, a request is lost and it is
   * unknown how much of it was sent.
   */
  HttpOutcome sendOnce(HttpRequest.Builder request, Duration limit) {
    try (var client = client()) {
      var outcome = send(client, request, limit);
      client.shutdownNow();
      return outcome;
    }
  }

  private static HttpOutcome send(HttpClient client, HttpRequest.Builder builder, Duration limit) {
    var request = builder.setHeader("Accept", "application/json").build();
    try {
      // The limit includes the body, which the timeout of HttpRequest does not. sendAsync is not
      // used:
      // it completes on the common pool, where any blocking task, in a function with one CPU, would
      // prevent every response from being received.
      return TimeLimit.call(
          limit, () -> answer(client.send(request, BodyHandlers.ofInputStream())));
    } catch (TimeoutException e) {
      return new NoAnswer("no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NoAnswer("interrupted");
    } catch (ExecutionException e) {
      return failed(e.getCause());
    }
  }

  private static Answer answer(HttpResponse<InputStream> response) throws IOException {
    try (var stream = response.body()) {
      var sent = stream.readNBytes(MAX_BODY_BYTES + 1);
      return decoded(sent, response.headers().firstValue("Content-Encoding").orElse("identity"))
          .filter(body -> body.length <= MAX_BODY_BYTES)
          .map(body -> Answer.of(response.statusCode(), response.headers(), body))
          .orElseGet(() -> new Answer(response.statusCode(), response.headers(), Optional.empty()));
    }
  }

  /**
   * Returns the body without its content encoding (RFC 9110, section 8.4), at most one byte more
   * than the limit; empty when it cannot be decoded. None is asked for, but proxies compress
   * nevertheless.
   */
  private static Optional<byte[]> decoded(byte[] sent, String encoding) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(sent);
      case "gzip", "x-gzip" -> {
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
          yield Optional.of(unpacked.readNBytes(MAX_BODY_BYTES + 1));
        } catch (IOException e) {
          yield Optional.empty();
        }
      }
      default -> Optional.empty();
    };
  }

  private static HttpOutcome failed(@Nullable Throwable cause) {
    // All three are thrown before the request line is written.
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
