package io.elementconnect.local.template;

import java.time.Duration;
import java.util.Map;

/**
 * A function ({@code AWS::Serverless::Function}), with what {@code Globals} says merged in.
 *
 * @param logicalId how the template calls it
 * @param name how an invocation calls it
 * @param role the logical id of the role that it runs under
 * @param handler {@code <class>::<method>}
 * @param codeUri the zip, relative to the template
 * @param environment the environment variables, without those that Lambda itself sets
 */
public record Function(
    String logicalId,
    String name,
    String role,
    String handler,
    String codeUri,
    Map<String, String> environment,
    Duration timeout) {

  public Function {
    environment = Map.copyOf(environment);
  }
}
