package io.elementconnect.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.Unavailable;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestAnswered;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of a function: takes an event and returns one. The caller always gets a response
 * with {@code x-request-id}, and no text of an exception leaves the process.
 */
public final class HttpApiAdapter {
  private final Journal journal;
  private final InstantSource clock;

  public HttpApiAdapter(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Serves one event.
   *
   * @param event null when the function was invoked with {@code null}
   * @param routes answers a request; {@link Unavailable} becomes a 503, anything else that it
   *     throws a 500
   */
  public APIGatewayV2HTTPResponse serve(
      @Nullable APIGatewayV2HTTPEvent event, Context context, Function<Request, Response> routes) {
    var begun = clock.millis();
    var request =
        Request.of(
            Objects.requireNonNullElseGet(event, APIGatewayV2HTTPEvent::new),
            context.getAwsRequestId(),
            context.getRemainingTimeInMillis());
    return ScopedValue.where(Journal.REQUEST_ID, request.id())
        .call(() -> {
          var response = answer(request, routes);
          journal.record(
              new RequestAnswered(request.route(), response.status(), clock.millis() - begun));
          return response.with("x-request-id", request.id()).toEvent();
        });
  }

  private Response answer(Request request, Function<Request, Response> routes) {
    try {
      return routes.apply(request);
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return Audience.of(request).tryAgain();
    } catch (RuntimeException | Error e) {
      journal.record(RequestFailed.of(e));
      return Audience.of(request).failed();
    }
  }
}
