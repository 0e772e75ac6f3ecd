package io.elementconnect.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The headers that an answer of each kind has, to the letter and no others (docs/security.md,
 * "Answers"); the id of the request is added where a request was answered. Each call gives a map
 * that may be changed.
 */
public final class ExpectedHeaders {
  /** The policy of a page; its nonce is the first group. */
  public static final Pattern PAGE_POLICY =
      Pattern.compile(
          "default-src 'none'; style-src 'nonce-([A-Za-z0-9_-]{22})'; img-src data:; base-uri 'none';"
              + " object-src 'none'; frame-ancestors 'none'; form-action 'none'");

  private static final String NOTHING_LOADS = "default-src 'none'; frame-ancestors 'none'";

  private ExpectedHeaders() {}

  /** Those of any answer. */
  public static Map<String, String> any() {
    return new HashMap<>(
        Map.of(
            "strict-transport-security", "max-age=31536000; includeSubDomains",
            "x-content-type-options", "nosniff",
            "cache-control", "no-store",
            "referrer-policy", "no-referrer"));
  }

  /** Of JSON that tells what was asked. */
  public static Map<String, String> json() {
    return program("application/json; charset=utf-8");
  }

  /** Of JSON that tells why not (RFC 9457). */
  public static Map<String, String> problem() {
    return program("application/problem+json; charset=utf-8");
  }

  private static Map<String, String> program(String contentType) {
    var headers = any();
    headers.put("content-type", contentType);
    headers.put("content-security-policy", NOTHING_LOADS);
    headers.put("cross-origin-resource-policy", "same-site");
    headers.put("vary", "Origin");
    return headers;
  }

  /** Of the way back to the frontend, but for its {@code location}. */
  public static Map<String, String> wayBack() {
    var headers = any();
    headers.put("content-security-policy", NOTHING_LOADS);
    return headers;
  }

  /** Of a page, but for its policy, see {@link #PAGE_POLICY}. */
  public static Map<String, String> page() {
    var headers = any();
    headers.put("content-type", "text/html; charset=utf-8");
    headers.put("cross-origin-opener-policy", "same-origin");
    headers.put("cross-origin-resource-policy", "same-origin");
    headers.put("x-robots-tag", "noindex");
    headers.put("permissions-policy", "");
    return headers;
  }
}
