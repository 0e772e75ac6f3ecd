package io.elementconnect.journal;

import io.elementconnect.json.Json;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Writes each event as one line of JSON, which is also a CloudWatch metric: the count of that event
 * in the deployment (CloudWatch embedded metric format). Lines of concurrent requests are not
 * interleaved.
 */
public final class Journal {
  /** The id of the request that is being served; bound by the function's adapter. */
  public static final ScopedValue<String> REQUEST_ID = ScopedValue.newInstance();

  private final PrintStream out;
  private final String deployment;
  private final InstantSource clock;

  public Journal(PrintStream out, String deployment, InstantSource clock) {
    this.out = out;
    this.deployment = deployment;
    this.clock = clock;
  }

  public void record(Event event) {
    var now = clock.instant();
    var line = Json.object("time", now.toString(), "event", event.name());
    if (REQUEST_ID.isBound()) {
      line.put("requestId", REQUEST_ID.get());
    }
    line.putAll(event.fields());
    line.put("deployment", deployment);
    line.put("count", 1);
    line.put("_aws", metric(now.toEpochMilli()));
    out.println(Json.print(line));
  }

  private static Map<String, Object> metric(long milliseconds) {
    return Map.of(
        "Timestamp",
        milliseconds,
        "CloudWatchMetrics",
        List.of(
            Map.of(
                "Namespace",
                "ElementConnect",
                "Dimensions",
                List.of(List.of("deployment", "event")),
                "Metrics",
                List.of(Map.of("Name", "count", "Unit", "Count")))));
  }
}
