package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.elementconnect.local.LocalStack;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Lambda's Invoke, for the functions off the API. */
final class Invoke {
  private Invoke() {}

  /** What a function answers. */
  static JsonNode function(LocalStack stack, String name, String input) {
    var url = stack.apiUrl() + "/2015-03-31/functions/" + name + "/invocations";
    var answer =
        new Browser()
            .send(
                HttpRequest.newBuilder(URI.create(url))
                    .header("Authorization", "AWS4-HMAC-SHA256 x")
                    .POST(BodyPublishers.ofString(input)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return User.json(answer);
  }
}
