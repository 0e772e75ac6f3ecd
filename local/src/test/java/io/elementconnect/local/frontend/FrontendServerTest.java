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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FrontendServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static FrontendServer frontend;

  // Once for all: making the issuer's key takes a second or two.
  @BeforeAll
  static void start() throws IOException {
    frontend = FrontendServer.start(0, "pets", InstantSource.system());
  }

  @AfterAll
  static void close() {
    frontend.close();
    CLIENT.shutdownNow();
  }

  @Test
  void the_page_says_where_the_truth_is() throws Exception {
    var answer = get("/?attempt=a&outcome=connected");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Acme CRM", "GET /attempts/{attemptId}");
  }

  @Test
  void what_the_address_holds_becomes_text_in_the_browser_only() throws Exception {
    assertThat(get("/?attempt=zzz&outcome=%3Cb%3E").body()).doesNotContain("zzz", "<b>");
    assertThat(get("/page.js").body()).contains("textContent").doesNotContain("innerHTML");
    assertThat(get("/").headers().firstValue("content-security-policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe"));
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
