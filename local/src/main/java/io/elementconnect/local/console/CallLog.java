package io.elementconnect.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.console.Paint.Meaning;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.server.Reply.Delivery;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prints a line for each call: to whom, what for, how it was answered and how long that took. Never
 * a query, a header or a body: they hold codes, states and secrets.
 */
public final class CallLog implements LoopbackServer.Observer {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Pattern AWS_TARGET = Pattern.compile("([A-Za-z]+)[_0-9]*\\.([A-Za-z]+)");
  private static final Map<String, String> AWS_NAMES =
      Map.of("secretsmanager", "SecretsManager", "TrentService", "KMS");
  private static final Pattern AWS_ERROR = Pattern.compile("(?:.*#)?([A-Za-z]+)");
  // An id, or a secret, as in a link: enough of it to tell it from others.
  private static final Pattern LONG_SEGMENT = Pattern.compile("(?<=/)([^/]{8})[^/]{25,}");

  private final PrintStream out;
  private final Paint paint;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Map<Integer, String> names;

  /**
   * Prints to a stream.
   *
   * @param names what listens, by its port
   */
  public CallLog(
      PrintStream out, Paint paint, InstantSource clock, ZoneId zone, Map<Integer, String> names) {
    this.out = out;
    this.paint = paint;
    this.clock = clock;
    this.zone = zone;
    this.names = Map.copyOf(names);
  }

  @Override
  public void answered(int port, Call call, Reply reply, Duration took) {
    var aws = awsOperation(call);
    var error = aws.flatMap(_ -> awsError(reply));
    out.printf(
        "%s  %s%n",
        TIME.format(clock.instant().atZone(zone)),
        paint.text(
            Meaning.ofStatus(reply.status()),
            "  %s: %s %s in %d ms"
                .formatted(
                    names.getOrDefault(port, "port " + port),
                    aws.orElseGet(() -> call.method() + " " + path(call)),
                    error.orElseGet(() -> result(reply)),
                    took.toMillis())));
  }

  private static String result(Reply reply) {
    return switch (reply.delivery()) {
      case Delivery.Whole() -> "" + reply.status();
      case Delivery.Cut(var bytes) -> reply.status() + ", cut after " + bytes + " bytes";
      case Delivery.Closed() -> "closed";
      case Delivery.Reset() -> "reset";
    };
  }

  private static String path(Call call) {
    return LONG_SEGMENT.matcher(call.path()).replaceAll("$1...");
  }

  private static Optional<String> awsOperation(Call call) {
    return call.header("X-Amz-Target")
        .map(AWS_TARGET::matcher)
        .filter(target -> target.matches())
        .map(target ->
            AWS_NAMES.getOrDefault(target.group(1), target.group(1)) + "." + target.group(2));
  }

  private static Optional<String> awsError(Reply reply) {
    if (reply.status() < 400) {
      return Optional.empty();
    }
    try {
      var type = AWS_ERROR.matcher(JSON.readTree(reply.body()).path("__type").asText());
      return type.matches() ? Optional.of(type.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
