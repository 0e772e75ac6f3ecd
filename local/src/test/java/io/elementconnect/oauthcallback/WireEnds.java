package io.elementconnect.oauthcallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Caller;
import io.elementconnect.elements.CatalogueFile;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.history.Store;
import io.elementconnect.local.history.Tables;
import io.elementconnect.reconciler.ReconcilerEnds;
import io.elementconnect.redirecturl.RedirectUrlFunction;
import io.elementconnect.testing.HttpCall;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * The real adapters, over the wire to DynamoDB Local and everything else of the stack. Attempts are
 * begun by the real function.
 */
record WireEnds(
    LocalStack stack,
    RedirectUrlFunction start,
    ByteArrayOutputStream journal,
    Ports callback,
    Wiring.CallbackSettings callbackSettings,
    ReconcilerEnds reconciler)
    implements Ends {

  static WireEnds of(LocalStack stack) {
    var callback = Ends.settings(stack, "OAuthCallbackFunction");
    var journal = new ByteArrayOutputStream();
    return new WireEnds(
        stack,
        start(stack, journal),
        journal,
        Wiring.ports(callback, CatalogueFile.shipped()).get(),
        Wiring.CallbackSettings.of(callback),
        ReconcilerEnds.of(Ends.settings(stack, "ReconcilerFunction")));
  }

  /** A function keeps the stream that it finds. */
  private static RedirectUrlFunction start(LocalStack stack, ByteArrayOutputStream journal) {
    var out = System.out;
    System.setOut(new PrintStream(journal, false, UTF_8));
    try {
      return new RedirectUrlFunction(Ends.environment(stack, "RedirectUrlFunction"));
    } finally {
      System.setOut(out);
    }
  }

  @Override
  public Optional<Begun> begin(Caller caller, String browserKey) {
    var call =
        HttpCall.to("POST /elements/{keyOrId}/oauth/url")
            .path("keyOrId", "infusionsofterp")
            .by(caller)
            .json(
                Map.of(
                    "name",
                    "Acme's Infusionsoft",
                    "returnUrl",
                    stack.frontendUrl() + "/",
                    "configuration",
                    Map.of(
                        "infusionsoft.server",
                        World.SITE,
                        "infusionsoft.private.key",
                        World.PRIVATE_KEY)));
    if (!browserKey.isEmpty()) {
      call.cookie("__Host-connect=" + browserKey);
    }
    var answer = call.answeredBy(start);
    if (answer.status() != 201) {
      assertThat(answer.status()).as(answer.body()).isIn(502, 503, 504);
      return Optional.empty();
    }
    var key = answer.cookies().getFirst().replaceFirst("^[^=]+=([^;]+);.*", "$1");
    return Optional.of(new Begun(answer.field("attemptId"), answer.field("oauthUrl"), key));
  }

  @Override
  public Tables tables() {
    return Store.tables(stack);
  }

  @Override
  public String written() {
    var written = journal.toString(UTF_8);
    journal.reset();
    return written;
  }
}
