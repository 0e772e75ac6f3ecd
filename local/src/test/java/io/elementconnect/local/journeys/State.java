package io.elementconnect.local.journeys;

import java.util.regex.Pattern;

/** The state in a URL. */
final class State {
  private static final Pattern STATE = Pattern.compile("[?&]state=([^&#]+)");

  private State() {}

  static String in(String url) {
    var matcher = STATE.matcher(url);
    if (!matcher.find()) {
      throw new AssertionError("no state");
    }
    return matcher.group(1);
  }
}
