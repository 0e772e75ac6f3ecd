package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

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
    return location(new Browser().get(url));
  }

  /** The completion that such a browser is handed. */
  static String completion(String callback) {
    return completionIn(new Browser().get(callback));
  }

  /** The completion that the answer to a callback hands out. */
  static String completionIn(HttpResponse<String> answer) {
    var location = location(answer);
    return location.substring(location.indexOf("#completion=") + "#completion=".length());
  }

  private static String location(HttpResponse<String> answer) {
    var location = answer.headers().firstValue("Location").orElseThrow();
    Canaries.plantParameters(location, "completion");
    return location;
  }

  private static String decide(String url) {
    var answer = new Browser().get(url);
    assertThat(answer.statusCode()).isEqualTo(302);
    var callback = answer.headers().firstValue("Location").orElseThrow();
    Canaries.plantParameters(callback, "code", "state");
    return callback;
  }
}
