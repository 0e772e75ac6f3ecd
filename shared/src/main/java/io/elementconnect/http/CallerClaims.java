package io.elementconnect.http;

import io.elementconnect.attempts.Caller;
import io.elementconnect.settings.Settings;
import java.util.Optional;
import java.util.function.Function;

/** Which claims of the access token name the tenant and the user. */
public record CallerClaims(String tenant, String user) {

  /** Reads the settings {@code TENANT_CLAIM} and {@code USER_CLAIM}. */
  public static CallerClaims of(Settings settings) {
    return new CallerClaims(settings.required("TENANT_CLAIM"), settings.required("USER_CLAIM"));
  }

  /** The caller of the request; empty when the claims do not identify one. */
  public Optional<Caller> caller(Request request) {
    return Caller.of(request.claims(), tenant, user);
  }

  /**
   * Answers a request on behalf of its caller, or refuses it when the claims do not identify one.
   */
  public Response withCaller(Request request, Function<Caller, Response> answer) {
    return caller(request).map(answer).orElseGet(() -> Response.problem(Problem.INVALID_CLAIMS));
  }
}
