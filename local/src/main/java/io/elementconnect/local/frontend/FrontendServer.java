package io.elementconnect.local.frontend;

import io.elementconnect.local.issuer.Issuer;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The demo product, Acme CRM: a page that uses the public API alone, to which the flow returns, and
 * the {@link Issuer} of its users' tokens. What the page holds, a browser's script puts there: the
 * server never sees an attempt.
 */
public final class FrontendServer implements AutoCloseable {
  private static final int BODY_LIMIT = 16 * 1024;
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "page.css", "text/css; charset=utf-8",
          "page.js", SCRIPT,
          "api.js", SCRIPT,
          "attempt.js", SCRIPT,
          "dom.js", SCRIPT,
          "memory.js", SCRIPT,
          "session.js", SCRIPT);

  private final LoopbackServer server;

  private FrontendServer(LoopbackServer server) {
    this.server = server;
  }

  /**
   * Listens from now on.
   *
   * @param port the port, or 0 for any free one
   * @param apiUrl the base URL of the API that the page calls, without a slash at its end
   * @param audience the {@code aud} of the issuer's tokens
   * @throws IOException when the port is taken
   */
  public static FrontendServer start(int port, String apiUrl, String audience, InstantSource clock)
      throws IOException {
    // The issuer's address has the port, which is known only once the server listens.
    var issuer = new CompletableFuture<Issuer>();
    var server =
        LoopbackServer.start(port, BODY_LIMIT, call -> answer(issuer.join(), apiUrl, call));
    var frontend = new FrontendServer(server);
    issuer.complete(new Issuer(frontend.url(), audience, clock));
    return frontend;
  }

  public int port() {
    return server.port();
  }

  /** The frontend's origin and the {@code iss} of its tokens, without a slash at its end. */
  public String url() {
    return "http://localhost:" + port();
  }

  @Override
  public void close() {
    server.close();
  }

  private static Reply answer(Issuer issuer, String apiUrl, Call call) {
    return issuer.answer(call).orElseGet(() -> page(call, apiUrl));
  }

  private static Reply page(Call call, String apiUrl) {
    var name = call.path().equals("/") ? "index.html" : call.path().substring(1);
    var type = TYPES.get(name);
    if (type == null && !name.equals("settings.json")) {
      return Reply.text(404, "There is no such page.");
    }
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return Reply.empty(405).with("Allow", "GET, HEAD");
    }
    var reply =
        type == null
            ? Reply.json(200, "{\"api\":\"" + apiUrl + "\"}")
            : Reply.of(200, type, resource(name));
    return reply
        .with(
            "Content-Security-Policy",
            "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self' "
                + apiUrl
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(FrontendServer.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
