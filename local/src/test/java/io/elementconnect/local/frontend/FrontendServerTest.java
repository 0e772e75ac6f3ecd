package io.elementconnect.local.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FrontendServerTest {
  private static final String API = "http://localhost:8080";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z]+\\.js)\"");

  private static FrontendServer frontend;

  // Once for all: making the issuer's key takes a second or two.
  @BeforeAll
  static void start() throws IOException {
    frontend = FrontendServer.start(0, API, "pets", InstantSource.system());
  }

  @AfterAll
  static void close() {
    frontend.close();
    CLIENT.shutdownNow();
  }

  @Test
  void the_page_learns_where_the_api_is() throws Exception {
    var settings = JSONObjectUtils.parse(get("/settings.json").body());

    assertThat(settings).containsExactly(Map.entry("api", API));
  }

  @Test
  void the_page_may_load_from_here_and_call_the_api_and_nothing_else() throws Exception {
    assertThat(get("/").headers().firstValue("content-security-policy"))
        .hasValue(
            "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self' "
                + API
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void every_file_that_the_page_names_is_there() throws Exception {
    var scripts = new ArrayDeque<>(List.of("/page.js"));
    assertThat(get("/").body()).contains("/page.js", "/page.css");
    assertThat(get("/page.css").statusCode()).isEqualTo(200);
    for (var seen = new HashSet<String>(); !scripts.isEmpty(); ) {
      var script = get(scripts.pop());
      assertThat(script.statusCode()).isEqualTo(200);
      assertThat(script.body()).doesNotContain("innerHTML", "outerHTML", "eval(");
      IMPORT
          .matcher(script.body())
          .results()
          .map(match -> "/" + match.group(1))
          .filter(seen::add)
          .forEach(scripts::add);
    }
  }

  @Test
  void its_issuer_signs_with_the_frontends_address() throws Exception {
    var answer =
        CLIENT.send(
            request("/token")
                .header("X-Local", "1")
                .POST(BodyPublishers.ofString("tenant=acme&user=ada"))
                .build(),
            BodyHandlers.ofString());
    var token = String.valueOf(JSONObjectUtils.parse(answer.body()).get("access_token"));
    var claims = SignedJWT.parse(token).getJWTClaimsSet();

    assertThat(claims.getIssuer()).isEqualTo(frontend.url());
    assertThat(claims.getAudience()).containsExactly("pets");
  }

  @Test
  void there_is_nothing_else() throws Exception {
    assertThat(get("/package-info.java").statusCode()).isEqualTo(404);
    var post = request("/").POST(BodyPublishers.noBody()).build();
    assertThat(CLIENT.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + frontend.port() + path));
  }
}
