package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.Caller;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.gateway.Gateway;
import io.elementconnect.local.history.Tables;
import io.elementconnect.reconciler.ReconcilerEnds;
import io.elementconnect.settings.Settings;
import java.util.Map;
import java.util.Optional;

/** What the functions stand on and talk to. */
interface Ends {

  /** An attempt that was begun, as the browser knows it. */
  record Begun(String attemptId, String oauthUrl, String browserKey) {}

  /**
   * Begins an attempt, if nothing fails.
   *
   * @param browserKey empty in a browser that has none yet
   */
  Optional<Begun> begin(Caller caller, String browserKey);

  /** What the callback stands on. */
  Ports callback();

  Wiring.CallbackSettings callbackSettings();

  /** What the reconciler depends on. */
  ReconcilerEnds reconciler();

  Tables tables();

  /** What the starts have written to their journal since the last time that somebody asked. */
  String written();

  /** The variables of a function of the stack. */
  static Map<String, String> environment(LocalStack stack, String function) {
    return stack.template().functions().stream()
        .filter(candidate -> candidate.logicalId().equals(function))
        .map(found -> Gateway.environment(found, stack.awsEnvironment()))
        .findFirst()
        .orElseThrow();
  }

  /** The settings of a function of the stack. */
  static Settings settings(LocalStack stack, String function) {
    return new Settings(environment(stack, function));
  }
}
