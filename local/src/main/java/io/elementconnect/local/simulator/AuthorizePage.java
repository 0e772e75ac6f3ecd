package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The provider's pages: HTML on its own, without script, and with every value escaped. */
final class AuthorizePage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

  // No form-action: browsers hold the redirect after the form to it as well, which leads to the
  // app.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

  private static final String LAYOUT = resource("layout.html");
  private static final String ASK = resource("ask.html");
  private static final String PROBLEM = resource("problem.html");

  private AuthorizePage() {}

  /**
   * What the person is asked.
   *
   * @param form the token of the form
   * @param site the account shown in the field
   */
  record Question(String app, String form, String site) {}

  /**
   * Asks for consent.
   *
   * @param problem what was wrong with the last answer; empty when nothing was
   */
  static Reply ask(int status, Question question, String problem) {
    var values =
        Map.of(
            "app", question.app(),
            "form", question.form(),
            "site", question.site(),
            "problem", problem);
    return page(status, filled(ASK, values));
  }

  static Reply problem(int status, String text) {
    return page(status, filled(PROBLEM, Map.of("text", text)));
  }

  private static Reply page(int status, String main) {
    return Reply.html(status, LAYOUT.replace("{{main}}", main))
        .with("Content-Security-Policy", POLICY)
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff");
  }

  private static String filled(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match ->
            Matcher.quoteReplacement(escaped(Objects.requireNonNull(values.get(match.group(1))))));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String resource(String name) {
    try (var in = Objects.requireNonNull(AuthorizePage.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
