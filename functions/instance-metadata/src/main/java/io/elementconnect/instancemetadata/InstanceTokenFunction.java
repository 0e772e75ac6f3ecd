package io.elementconnect.instancemetadata;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.elementconnect.Unavailable;
import io.elementconnect.http.Refusal;
import io.elementconnect.instancemetadata.ReadToken.TokenRequest;
import io.elementconnect.instancemetadata.ReadToken.TokenResult;
import io.elementconnect.journal.Event.DependencyUnavailable;
import io.elementconnect.journal.Event.RequestFailed;
import io.elementconnect.journal.Journal;
import io.elementconnect.json.Fault;
import io.elementconnect.json.Json;
import io.elementconnect.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;

/**
 * Gives the token of an instance to a trusted backend, which invokes this function directly ({@code
 * lambda:InvokeFunction}) with {@code {"tenant": …, "instanceId": …}}. It answers {@code
 * {"instanceId", "token", "authorization"}}, or a problem with {@code status} and {@code code}; no
 * invocation ends in an exception.
 */
public final class InstanceTokenFunction
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final ReadToken readToken;
  private final Journal journal;

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
    this(Wiring.token(environment));
  }

  InstanceTokenFunction(Wiring.Token wiring) {
    this.readToken = wiring.readToken();
    this.journal = wiring.journal();
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    return ScopedValue.where(Journal.REQUEST_ID, context.getAwsRequestId())
        .call(() -> answer(input));
  }

  private Map<String, Object> answer(Map<String, Object> input) {
    try {
      var faults = new ArrayList<Fault>();
      var request = TokenRequest.of(JsonObject.root(input, faults));
      return faults.isEmpty() ? render(readToken.read(request)) : Refusal.invalid(faults).toJson();
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return Refusal.TRY_AGAIN.toJson();
    } catch (RuntimeException | Error e) {
      journal.record(RequestFailed.of(e));
      return Refusal.INTERNAL.toJson();
    }
  }

  private static Map<String, Object> render(TokenResult result) {
    return switch (result) {
      case TokenResult.Found(var id, var token, var authorization) ->
          Json.object("instanceId", id.value(), "token", token, "authorization", authorization);
      case TokenResult.UnknownInstance() ->
          Refusal.of(
                  404,
                  "unknown_instance",
                  "Unknown instance",
                  "The tenant has no instance with this id.")
              .toJson();
      case TokenResult.SecretNotSet(var name) ->
          Refusal.of(
                  503,
                  "secret_not_set",
                  "Secret not set",
                  "The secret " + name + " has no value yet.")
              .toJson();
      case TokenResult.Damaged() ->
          Refusal.of(
                  500, "damaged", "Damaged", "The stored token does not open. It is never guessed.")
              .toJson();
    };
  }
}
