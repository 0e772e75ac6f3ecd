package io.elementconnect.local.aws;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One AWS service behind the common port. Whatever is between the port and a service (a fault, a
 * delay, the permissions of a role) is a service around a service.
 */
@FunctionalInterface
interface Service {
  /** Answers one signed request, refusals included. */
  Reply answer(Target target, Call call) throws IOException, InterruptedException;

  /** The header {@code X-Amz-Target}, such as {@code DynamoDB_20120810.GetItem}. */
  record Target(String service, String operation) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_]+)\\.([A-Za-z]+)");

    static Optional<Target> parse(String header) {
      var matcher = FORM.matcher(header);
      return matcher.matches()
          ? Optional.of(new Target(matcher.group(1), matcher.group(2)))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return service + "." + operation;
    }
  }
}
