package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

/** The person at the provider's sign-in page, deciding. */
final class Provider {
  private Provider() {}

  /** Allows, and gives the callback to which the browser is sent. */
  static String allow(String oauthUrl) {
    return decide(oauthUrl + "&decision=allow");
  }

  /** Allows for another account than the one that was stated. */
  static String allowAs(String site, String oauthUrl) {
    return decide(oauthUrl + "&decision=allow&site=" + site);
  }

  static String deny(String oauthUrl) {
    return decide(oauthUrl + "&decision=deny");
  }

  /** Where a callback leads in a browser that did not begin the attempt. */
  static String callback(String url) {
    var location = new Browser().get(url).headers().firstValue("Location").orElseThrow();
    Canaries.plantParameters(location, "completion");
    return location;
  }

  /** The completion that such a browser is handed. */
  static String completion(String callback) {
    var location = callback(callback);
    return location.substring(location.indexOf("#completion=") + "#completion=".length());
  }

  private static String decide(String url) {
    var answer = new Browser().get(url);
    assertThat(answer.statusCode()).isEqualTo(302);
    var callback = answer.headers().firstValue("Location").orElseThrow();
    Canaries.plantParameters(callback, "code", "state");
    return callback;
  }
}
