package io.elementconnect.http;

import io.elementconnect.attempts.Caller;
import io.elementconnect.settings.Settings;
import java.util.function.Function;

/** Which claims of the access token name the tenant and the user. */
public record CallerClaims(String tenant, String user) {

  /** Reads the settings {@code TENANT_CLAIM} and {@code USER_CLAIM}. */
  public static CallerClaims of(Settings settings) {
    return new CallerClaims(settings.required("TENANT_CLAIM"), settings.required("USER_CLAIM"));
  }

  /**
   * Answers a request on behalf of its caller, or refuses it when the claims do not identify one.
   */
  public Response withCaller(Request request, Function<Caller, Response> answer) {
    return switch (Caller.of(request.claims(), tenant, user)) {
      case Caller.Reading.Read(var caller) -> answer.apply(caller);
      case Caller.Reading.Refused(var claim, var rule) ->
          Response.problem(Problem.invalidClaim(claim, rule));
    };
  }
}
