package io.elementconnect.redirecturl;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.Problem;
import io.elementconnect.http.Response;
import java.util.Map;

/** {@code POST} and {@code GET /elements/{keyOrId}/oauth/url}. */
public final class RedirectUrlFunction
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final HttpApiAdapter adapter;
  private final StartEndpoint starts;

  /** For Lambda, once for each execution environment. */
  public RedirectUrlFunction() {
    this(System.getenv());
  }

  /**
   * For the local gateway, which has no process environment of its own to give.
   *
   * @throws IllegalStateException naming every setting that is missing or not acceptable
   */
  public RedirectUrlFunction(Map<String, String> environment) {
    this(Wiring.of(environment));
  }

  RedirectUrlFunction(Wiring wiring) {
    this.adapter = wiring.adapter();
    this.starts = wiring.starts();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return adapter.serve(
        event,
        context,
        request ->
            switch (request.route()) {
              case "POST /elements/{keyOrId}/oauth/url" -> starts.post(request);
              case "GET /elements/{keyOrId}/oauth/url" -> starts.get(request);
              default -> Response.problem(Problem.UNKNOWN_ROUTE);
            });
  }
}
