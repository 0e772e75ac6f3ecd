package io.elementconnect.local.aws;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request asks for: the header {@code X-Amz-Target}, such as {@code
 * DynamoDB_20120810.GetItem}.
 */
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
