package io.elementconnect.http;

import io.elementconnect.attempts.BrowserKey;
import java.util.Optional;

/**
 * The cookie that carries the browser key. The prefix binds it to this host over https (RFC
 * 6265bis, section 4.1.3); Lax, because the browser returns from the provider by a top-level GET
 * from another site.
 */
public final class BrowserKeyCookie {
  private static final String NAME = "__Host-connect";

  private BrowserKeyCookie() {}

  /** The browser key of a request; empty when it has none, or two different ones. */
  public static Optional<BrowserKey> read(Request request) {
    return request.cookies().single(NAME).flatMap(BrowserKey::parse);
  }

  /** The value of {@code Set-Cookie}. */
  public static String set(BrowserKey key) {
    return NAME + "=" + key.value() + "; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=86400";
  }
}
