package io.elementconnect.oauthcallback;

import static io.elementconnect.oauthcallback.Deployment.BROWSER_KEY;
import static io.elementconnect.oauthcallback.Deployment.CODE;
import static io.elementconnect.oauthcallback.Deployment.INSTANCE_ID;
import static io.elementconnect.oauthcallback.Deployment.RETURN_URL;
import static io.elementconnect.oauthcallback.Deployment.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.testing.Answer;
import io.elementconnect.testing.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callbacks as providers, browsers and intermediaries really send them. Whatever they append, and
 * whatever is wrong with it, the person ends at the return URL.
 */
@Tag("R18")
@Tag("R25")
class CallbackCorpusTest {
  private static final Set<String> COUNTING = Set.of("code", "state", "error", "scope");

  private final Deployment deployment = new Deployment();

  static Stream<String> queries() {
    try (var file =
        Objects.requireNonNull(CallbackCorpusTest.class.getResourceAsStream("callbacks.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_corpus_has_at_least_sixty_queries() {
    assertThat(queries().distinct().count()).isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void the_person_ends_at_the_return_url(String query) {
    deployment.begin();
    deployment.cloudElements.creates(Deployment.created());

    assertEndsAtTheReturnUrl(query, "connected");
    for (var spoilt : spoilt(query)) {
      assertEndsAtTheReturnUrl(spoilt, "connected");
    }
    assertThat(deployment.stored().progress()).isEqualTo(new Connected(INSTANCE_ID));
    assertThat(deployment.cloudElements.sent())
        .singleElement()
        .satisfies(sent -> assertThat(sent.instance().providerData()).containsEntry("code", CODE));
  }

  /** With each parameter that does not count left empty, doubled, and badly encoded. */
  private static List<String> spoilt(String query) {
    var spoilt = new ArrayList<String>();
    var parts = query.split("&", -1);
    for (int i = 0; i < parts.length; i++) {
      var name = parts[i].split("=", 2)[0];
      if (!COUNTING.contains(name)) {
        for (var other :
            List.of(name + "=", parts[i] + "&" + parts[i], name + "=%FF%", name + "=%E4")) {
          var changed = parts.clone();
          changed[i] = other;
          spoilt.add(String.join("&", changed));
        }
      }
    }
    return spoilt;
  }

  /** The same faults in one that counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=C&state=",
        "code=C&state=S&state=S",
        "code=C&state=S%FF",
        "code=&state=S",
        "code=C&code=C&state=S",
        "code=C%FF&state=S",
        "code=C%&state=S",
        "error=&state=S",
        "error=a&error=a&state=S",
        "error=%E4&state=S",
        "code=C&error=%&state=S",
        "code=C&state=S&scope=a&scope=b",
        "code=C&state=S&scope=%FF"
      })
  void one_that_counts_gives_the_400_page_and_changes_nothing(String query) {
    var attempt = deployment.begin();

    assertThat(back(query).status()).isEqualTo(400);

    assertThat(deployment.stored()).isEqualTo(attempt);
    assertThat(deployment.cloudElements.sent()).isEmpty();
  }

  /** A denial is a denial, whatever its words. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=access_denied&state=S",
        "state=S&error=access_denied&error_uri=https%3A%2F%2Fdocs.example.com&error_description=User+denied+access",
        "error=access_denied&error_description=Der+Benutzer+hat+abgelehnt:+M%FCller&state=S",
        "error=access_denied&error_description=100%&state=S",
        "error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=S",
        "error=access_denied&error_subcode=cancel&error_description=x&error_description=y&state=S",
        "code=&error=access_denied&state=S"
      })
  void a_denial_is_denied(String query) {
    deployment.begin();

    assertEndsAtTheReturnUrl(query, "denied");
    assertThat(deployment.stored().progress()).isInstanceOf(Denied.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error=invalid_scope&error_description=x&state=S",
        "error=server_error&state=S",
        "error=login_required&state=S",
        "error=user_cancelled_authorize&state=S",
        "error=unauthorized_client&error_description=%FF&state=S"
      })
  void any_other_error_is_an_error_of_the_provider(String query) {
    deployment.begin();

    assertEndsAtTheReturnUrl(query, "failed");
    assertThat(deployment.stored().progress())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("provider_error"));
  }

  private void assertEndsAtTheReturnUrl(String query, String outcome) {
    var answer = back(query);

    assertThat(answer.status()).as(query).isEqualTo(303);
    assertThat(answer.header("location"))
        .isEqualTo(RETURN_URL + "?attempt=" + STATE.attemptId() + "&outcome=" + outcome);
  }

  /** The browser that started sends this query, with the code for C and the state for S. */
  private Answer back(String query) {
    var filled =
        Arrays.stream(query.split("&", -1))
            .map(part -> part.replaceFirst("^(code=)C", "$1" + CODE))
            .map(part -> part.replaceFirst("^(state=)S", "$1" + STATE.value()))
            .toList();
    return HttpCall.to("GET /oauth/callback")
        .query(String.join("&", filled))
        .cookie("__Host-connect=" + BROWSER_KEY.value())
        .answeredBy(deployment.function);
  }
}
