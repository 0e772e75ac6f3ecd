package io.elementconnect.oauthcallback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.Problem;
import io.elementconnect.http.Response;
import java.util.Map;

/** {@code GET /oauth/callback} and {@code POST /attempts/{attemptId}/complete}. */
public final class OAuthCallbackFunction
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final HttpApiAdapter adapter;
  private final CallbackEndpoint callbacks;
  private final CompleteEndpoint completions;

  /** For Lambda, once for each execution environment. */
  public OAuthCallbackFunction() {
    this(System.getenv());
  }

  /**
   * For the local gateway, which has no process environment of its own to give.
   *
   * @throws IllegalStateException naming every setting that is missing or not acceptable
   */
  public OAuthCallbackFunction(Map<String, String> environment) {
    this(Wiring.of(environment));
  }

  OAuthCallbackFunction(Wiring wiring) {
    this.adapter = wiring.adapter();
    this.callbacks = wiring.callbacks();
    this.completions = wiring.completions();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return adapter.serve(
        event,
        context,
        request ->
            switch (request.route()) {
              case "GET /oauth/callback" -> callbacks.get(request);
              case "POST /attempts/{attemptId}/complete" -> completions.post(request);
              default -> Response.problem(Problem.UNKNOWN_ROUTE);
            });
  }
}
