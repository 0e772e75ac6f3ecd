package io.elementconnect.http;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * A page for a person: what happened and what to do next. It contains nothing from the request,
 * loads nothing, runs no script and cannot be framed.
 *
 * @param title one line
 * @param text one or two sentences
 * @param linkText the text of the link
 * @param link its target; empty for the same address, to send the request again
 */
public record Page(String title, String text, String linkText, String link) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The response while nothing is spent and the same request may still succeed. */
  public static Response tryAgain() {
    return new Page(
            "Please try again",
            "We could not complete your request. Nothing was lost: try again in a few seconds.",
            "Try again",
            "")
        .answer(503)
        .with("retry-after", "5");
  }

  /** The response while nothing is spent and the company has to finish its set-up. */
  public static Response notSetUp() {
    return new Page(
            "Please try again later",
            "The company has to finish setting up this connection first. Nothing was lost: try again in a few minutes.",
            "Try again",
            "")
        .answer(503)
        .with("retry-after", "60");
  }

  /** The page as a response. */
  public Response answer(int status) {
    var nonce = nonce();
    var headers = Response.common();
    headers.put("content-type", "text/html; charset=utf-8");
    headers.put(
        "content-security-policy",
        "default-src 'none'; style-src 'nonce-"
            + nonce
            + "'; img-src data:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'none'");
    headers.put("cross-origin-opener-policy", "same-origin");
    headers.put("cross-origin-resource-policy", "same-origin");
    headers.put("x-robots-tag", "noindex");
    headers.put("permissions-policy", "");
    return new Response(status, headers, List.of(), html(nonce));
  }

  private String html(String nonce) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style nonce="%s">
    :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
    body { margin: 0; min-height: 100vh; display: grid; place-content: center }
    main { max-width: 32rem; padding: 2rem }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem }
    a { display: inline-block; margin-top: .5rem }
    </style>
    </head>
    <body>
    <main>
    <h1>%s</h1>
    <p>%s</p>
    <p><a href="%s">%s</a></p>
    </main>
    </body>
    </html>
    """
        .formatted(
            escape(title), nonce, escape(title), escape(text), escape(link), escape(linkText));
  }

  private static String nonce() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
