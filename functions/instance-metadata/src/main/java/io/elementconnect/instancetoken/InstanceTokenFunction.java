package io.elementconnect.instancetoken;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.elementconnect.http.DirectInvocationAdapter;
import io.elementconnect.http.Problem;
import io.elementconnect.http.ProblemType;
import io.elementconnect.instancetoken.ReadToken.TokenRequest;
import io.elementconnect.instancetoken.ReadToken.TokenResult;
import io.elementconnect.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Returns the token of an instance to a trusted backend, which invokes this function directly
 * ({@code lambda:InvokeFunction}) with {@code {"tenant": …, "instanceId": …}}; the id is a number
 * or its decimal text. It returns {@code {"instanceId", "token", "authorization"}}, or a problem
 * with {@code status} and {@code code}; no invocation ends in an exception.
 */
public final class InstanceTokenFunction
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final DirectInvocationAdapter adapter;
  private final ReadToken readToken;

  /** For Lambda, once for each execution environment. */
  public InstanceTokenFunction() {
    this(System.getenv());
  }

  /**
   * For the local gateway, which has no process environment of its own to give.
   *
   * @throws IllegalStateException naming every setting that is missing or not acceptable
   */
  public InstanceTokenFunction(Map<String, String> environment) {
    this(Wiring.of(environment));
  }

  InstanceTokenFunction(Wiring wiring) {
    this.adapter = wiring.adapter();
    this.readToken = wiring.readToken();
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    return adapter.serve(
        input, context, TokenRequest::of, request -> render(readToken.read(request)));
  }

  private static Map<String, Object> render(TokenResult result) {
    return switch (result) {
      case TokenResult.Found(var id, var token, var authorization) ->
          Json.object("instanceId", id.value(), "token", token, "authorization", authorization);
      case TokenResult.UnknownInstance() ->
          Problem.of(ProblemType.UNKNOWN_INSTANCE, "The tenant has no instance with this id.")
              .toJson();
      case TokenResult.SecretUnusable(var problem) -> Problem.of(problem).toJson();
      case TokenResult.Damaged() ->
          new Problem(ProblemType.DAMAGED, 500, "The stored token cannot be unsealed.", List.of())
              .toJson();
    };
  }
}
