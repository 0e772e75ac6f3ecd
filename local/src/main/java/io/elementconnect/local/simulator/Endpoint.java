package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One route of Cloud Elements and what answers it.
 *
 * @param path with at most one group: the argument
 */
record Endpoint(Route route, String method, Pattern path, Action action) {

  /** Answers a call. */
  @FunctionalInterface
  interface Action {
    /**
     * Answers once.
     *
     * @param argument the decoded key or id in the path; empty when the path has none
     */
    Answer answer(Call call, String argument);
  }

  /** The argument in a path of this endpoint; empty when it is another's path. */
  Optional<String> argument(String encodedPath) {
    var match = path.matcher(encodedPath);
    if (!match.matches()) {
      return Optional.empty();
    }
    // A plus sign in a path means itself.
    var argument = match.groupCount() == 0 ? "" : match.group(1).replace("+", "%2B");
    return Optional.of(URLDecoder.decode(argument, StandardCharsets.UTF_8));
  }
}
