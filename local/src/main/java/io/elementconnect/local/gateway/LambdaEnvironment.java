package io.elementconnect.local.gateway;

import io.elementconnect.local.template.Function;
import java.util.HashMap;
import java.util.Map;

/** The environment variables that a function finds. */
public final class LambdaEnvironment {
  private LambdaEnvironment() {}

  /**
   * The template's variables, and those that Lambda sets: the function's name and credentials of
   * its role, by which the local AWS tells one role from another.
   *
   * @param given what every function gets; wins over the template
   */
  public static Map<String, String> of(Function function, Map<String, String> given) {
    var variables = new HashMap<>(function.environment());
    variables.putAll(given);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_ACCESS_KEY_ID", function.role());
    // Signs the requests, which nobody checks.
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    // Lambda names the session of the role after the function.
    variables.put("AWS_SESSION_TOKEN", function.name());
    return Map.copyOf(variables);
  }
}
