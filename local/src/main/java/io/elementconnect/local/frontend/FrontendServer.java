package io.elementconnect.local.frontend;

import io.elementconnect.local.issuer.Issuer;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * The demo product, Acme CRM: a page that uses the public API alone, to which the flow returns, and
 * the {@link Issuer} of its users' tokens. What the page holds, a browser's script puts there: the
 * server never sees an attempt.
 */
public final class FrontendServer implements AutoCloseable {
  private static final int BODY_LIMIT = 16 * 1024;
  private static final Pattern FILE = Pattern.compile("[a-z]+\\.(html|css|js)");
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");

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
    var content =
        name.equals("settings.json")
            ? Optional.of(Reply.json(200, "{\"api\":\"" + apiUrl + "\"}"))
            : file(name);
    if (content.isEmpty()) {
      return Reply.text(404, "There is no such page.");
    }
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return Reply.empty(405).with("Allow", "GET, HEAD");
    }
    return content
        .get()
        .with(
            "Content-Security-Policy",
            "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self' "
                + apiUrl
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cache-Control", "no-store");
  }

  private static Optional<Reply> file(String name) {
    var matcher = FILE.matcher(name);
    try (var in = FrontendServer.class.getResourceAsStream(name)) {
      if (!matcher.matches() || in == null) {
        return Optional.empty();
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Reply.of(200, TYPES.get(matcher.group(1)) + "; charset=utf-8", text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
