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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The demo product: its page, to which the flow returns, and its {@link Issuer}. */
public final class FrontendServer implements AutoCloseable {
  private static final int BODY_LIMIT = 16 * 1024;

  private final LoopbackServer server;

  private FrontendServer(LoopbackServer server) {
    this.server = server;
  }

  /**
   * Listens from now on.
   *
   * @param port the port, or 0 for any free one
   * @param audience the {@code aud} of the issuer's tokens
   * @throws IOException when the port is taken
   */
  public static FrontendServer start(int port, String audience, InstantSource clock)
      throws IOException {
    // The issuer's address has the port, which is known only once the server listens.
    var issuer = new CompletableFuture<Issuer>();
    var server = LoopbackServer.start(port, BODY_LIMIT, call -> answer(issuer.join(), call));
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

  private static Reply answer(Issuer issuer, Call call) {
    return issuer.answer(call).orElseGet(() -> page(call));
  }

  private static Reply page(Call call) {
    return switch (call.path()) {
      case "/" -> file(call, "index.html", "text/html; charset=utf-8");
      case "/page.css" -> file(call, "page.css", "text/css; charset=utf-8");
      case "/page.js" -> file(call, "page.js", "text/javascript; charset=utf-8");
      default -> Reply.text(404, "There is no such page.");
    };
  }

  private static Reply file(Call call, String name, String type) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return Reply.empty(405).with("Allow", "GET, HEAD");
    }
    return Reply.of(200, type, resource(name))
        .with(
            "Content-Security-Policy",
            "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'")
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
