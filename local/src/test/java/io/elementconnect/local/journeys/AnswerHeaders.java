package io.elementconnect.local.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.testing.ExpectedHeaders;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which headers an answer of our functions has, to the letter, and no others. */
final class AnswerHeaders {
  private static final Pattern START_COOKIE =
      Pattern.compile(
          "__Host-connect=[A-Za-z0-9_-]{43}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=86400");
  private static final Set<Integer> TO_BE_REPEATED = Set.of(202, 429, 503);

  // What the server of HTTP and the gateway add.
  private static final Set<String> SERVER =
      Set.of("date", "content-length", "transfer-encoding", "connection", "apigw-requestid");
  private static final String CORS = "access-control-";

  private AnswerHeaders() {}

  /** Fails unless the answer is none of ours, or has just the headers of its kind. */
  static void check(HttpResponse<String> answer) {
    if (!isOurs(answer)) {
      return;
    }
    var rest = rest(answer);
    assertThat(rest.remove("x-request-id")).isNotEmpty();
    switch (kind(answer)) {
      case WAY_BACK -> {
        take(rest, ExpectedHeaders.wayBack());
        assertThat(rest.remove("location")).isNotEmpty();
        assertThat(answer.body()).isEmpty();
      }
      case PERSON -> {
        take(rest, ExpectedHeaders.page());
        var policy =
            ExpectedHeaders.PAGE_POLICY.matcher(rest.getOrDefault("content-security-policy", ""));
        assertThat(policy.matches()).as("%s", rest.remove("content-security-policy")).isTrue();
        assertThat(answer.body()).contains("<style nonce=\"" + policy.group(1) + "\">");
        takeRetryAfter(rest, answer);
      }
      case PROGRAM -> {
        take(rest, answer.statusCode() < 400 ? ExpectedHeaders.json() : ExpectedHeaders.problem());
        takeRetryAfter(rest, answer);
        takeCookie(rest, answer);
      }
    }
    assertThat(rest).as("more headers of an answer with %d", answer.statusCode()).isEmpty();
  }

  /**
   * Whether a function answered through the API. What the gateway answers by itself is {@code
   * {"message": …}}, or to a preflight and a HEAD nothing; Lambda's own API stands at the same
   * address.
   */
  static boolean isOurs(HttpResponse<String> answer) {
    var url = answer.request().uri().toString();
    return url.startsWith(Stack.shared().apiUrl() + "/")
        && !url.startsWith(Stack.shared().apiUrl() + "/2015-03-31/")
        && !Set.of("OPTIONS", "HEAD").contains(answer.request().method())
        && !answer.body().startsWith("{\"message\":");
  }

  private enum Kind {
    WAY_BACK,
    PERSON,
    PROGRAM
  }

  private static Kind kind(HttpResponse<String> answer) {
    if (answer.statusCode() == 303) {
      return Kind.WAY_BACK;
    }
    // By what asked, not by the answer itself: a person never reads JSON.
    return answer.request().uri().getPath().startsWith("/oauth/") ? Kind.PERSON : Kind.PROGRAM;
  }

  /** One value each, without what is not ours. */
  private static Map<String, String> rest(HttpResponse<String> answer) {
    var rest = new HashMap<String, String>();
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!SERVER.contains(name) && !name.startsWith(CORS)) {
            // The gateway's CORS varies by the origin as well.
            assertThat(new TreeSet<>(values)).as(name).hasSize(1);
            rest.put(name, values.getFirst());
          }
        });
    return rest;
  }

  private static void take(Map<String, String> rest, Map<String, String> expected) {
    expected.forEach((name, value) -> assertThat(rest.remove(name)).as(name).isEqualTo(value));
  }

  private static void takeRetryAfter(Map<String, String> rest, HttpResponse<String> answer) {
    if (answer.statusCode() == 200 && answer.body().contains("\"status\":\"settling\"")) {
      assertThat(rest.remove("retry-after")).as("retry-after").matches("[2-9]|[1-5][0-9]|60");
    }
    if (TO_BE_REPEATED.contains(answer.statusCode())) {
      var seconds = rest.remove("retry-after");
      assertThat(seconds).as("retry-after").matches("[1-9][0-9]{0,2}");
    }
  }

  private static void takeCookie(Map<String, String> rest, HttpResponse<String> answer) {
    if (answer.statusCode() == 201) {
      assertThat(List.of(rest.getOrDefault("set-cookie", "")))
          .allMatch(START_COOKIE.asMatchPredicate());
      rest.remove("set-cookie");
    }
  }
}
