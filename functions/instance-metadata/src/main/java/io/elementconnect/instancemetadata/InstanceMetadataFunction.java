package io.elementconnect.instancemetadata;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.elementconnect.http.HttpApiAdapter;
import io.elementconnect.http.Problem;
import io.elementconnect.http.Response;
import java.util.Map;

/** {@code GET /attempts/{attemptId}}, {@code GET /instances} and {@code GET /instances/{id}}. */
public final class InstanceMetadataFunction
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final HttpApiAdapter adapter;
  private final AttemptEndpoint attempts;
  private final InstanceEndpoint instances;

  /** For Lambda, once for each execution environment. */
  public InstanceMetadataFunction() {
    this(System.getenv());
  }

  /**
   * For the local gateway, which has no process environment of its own to give.
   *
   * @throws IllegalStateException naming every setting that is missing or not acceptable
   */
  public InstanceMetadataFunction(Map<String, String> environment) {
    this(Wiring.of(environment));
  }

  InstanceMetadataFunction(Wiring wiring) {
    this.adapter = wiring.adapter();
    this.attempts = wiring.attempts();
    this.instances = wiring.instances();
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return adapter.serve(
        event,
        context,
        request ->
            switch (request.route()) {
              case "GET /attempts/{attemptId}" -> attempts.get(request);
              case "GET /instances" -> instances.list(request);
              case "GET /instances/{id}" -> instances.get(request);
              default -> Response.problem(Problem.UNKNOWN_ROUTE);
            });
  }
}
