package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import io.elementconnect.local.simulator.Accounts.ProviderApp;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Infusionsoft's {@code /app/oauth/authorize}: asks the person, then sends the browser back to the
 * app. To a callback that is not the app's own nothing is ever sent (RFC 6749, section 4.1.2.1).
 */
final class Authorize {
  /** Its path. */
  static final String PATH = "/app/oauth/authorize";

  private static final String DEFAULT_SITE = "dt123.infusionsoft.com";
  private static final Pattern SITE = Pattern.compile("[a-z0-9-]+\\.infusionsoft\\.com");

  private final Accounts accounts;
  private final AuthorizationCodes codes;
  private final IssuedSecrets secrets;
  private final OneTimeTokens<AuthorizeRequest> forms;

  Authorize(
      Accounts accounts,
      AuthorizationCodes codes,
      IssuedSecrets secrets,
      OneTimeTokens<AuthorizeRequest> forms) {
    this.accounts = accounts;
    this.codes = codes;
    this.secrets = secrets;
    this.forms = forms;
  }

  /**
   * A request for a person's consent, by a known app and for one of its callbacks.
   *
   * @param state the app's own value; empty when it sent none
   */
  record AuthorizeRequest(ProviderApp app, String callbackUrl, Optional<String> state) {

    @Override
    public String toString() {
      return "AuthorizeRequest[" + app + "]";
    }

    /** The callback with these parameters, form-encoded, in turn name and value. */
    private String callback(String... namesAndValues) {
      var separator = callbackUrl.contains("?") ? "&" : "?";
      return callbackUrl + separator + FormParameters.encode(namesAndValues);
    }
  }

  Reply handle(Call call) {
    return switch (call.method()) {
      case "GET" -> ask(FormParameters.of(call));
      case "POST" -> answered(call);
      default -> AuthorizePage.problem(405, "This address takes GET and POST only.");
    };
  }

  private Reply ask(FormParameters query) {
    if (query.repeatsAny()) {
      return AuthorizePage.problem(400, "The app's request names a parameter twice.");
    }
    var app = query.first("client_id").flatMap(accounts::app);
    if (app.isEmpty()) {
      return AuthorizePage.problem(400, "The app that sent you here is not known.");
    }
    var callbackUrl = query.first("redirect_uri").filter(app.get().callbackUrls()::contains);
    if (callbackUrl.isEmpty()) {
      return AuthorizePage.problem(400, "The app asked for a callback that is not registered.");
    }
    var request = new AuthorizeRequest(app.get(), callbackUrl.get(), query.first("state"));
    if (!query.first("response_type").equals(Optional.of("code"))) {
      return refused(request, "unsupported_response_type");
    }
    if (!query.first("scope").orElse("full").equals("full")) {
      return refused(request, "invalid_scope");
    }
    return query.first("decision").isPresent()
        ? decide(request, query)
        : AuthorizePage.ask(200, question(request, DEFAULT_SITE), "");
  }

  private Reply answered(Call call) {
    var form = FormParameters.parse(call.text());
    var request =
        form.flatMap(it -> it.first("form")).flatMap(token -> forms.take(token, _ -> true));
    if (form.isEmpty() || request.isEmpty()) {
      return AuthorizePage.problem(
          403, "This page was answered before or is too old. Go back to the app and start again.");
    }
    return decide(request.get(), form.get());
  }

  private Reply decide(AuthorizeRequest request, FormParameters answer) {
    return switch (answer.first("decision").orElse("")) {
      case "allow" -> allowed(request, answer.first("site").orElse(DEFAULT_SITE));
      case "deny" -> denied(request);
      default -> AuthorizePage.ask(400, question(request, DEFAULT_SITE), "Choose Allow or Deny.");
    };
  }

  private Reply allowed(AuthorizeRequest request, String stated) {
    var site = stated.strip().toLowerCase(Locale.ROOT);
    if (!SITE.matcher(site).matches()) {
      return AuthorizePage.ask(
          400, question(request, stated), "An account looks like " + DEFAULT_SITE + ".");
    }
    var code = codes.issue(request.app().apiKey(), request.callbackUrl(), site);
    return redirect(
        request
            .state()
            .map(state -> request.callback("code", code, "scope", site, "state", state))
            .orElseGet(() -> request.callback("code", code, "scope", site)));
  }

  /** As users reported it: the state is there even when the app sent none. */
  private static Reply denied(AuthorizeRequest request) {
    return redirect(
        request.callback(
            "state",
            request.state().orElse(""),
            "error",
            "access_denied",
            "error_uri",
            "https://developer.infusionsoft.com/docs/read/Getting_Started_With_OAuth2",
            "error_description",
            "User denied access to resource"));
  }

  private static Reply refused(AuthorizeRequest request, String error) {
    return redirect(
        request
            .state()
            .map(state -> request.callback("error", error, "state", state))
            .orElseGet(() -> request.callback("error", error)));
  }

  private AuthorizePage.Question question(AuthorizeRequest request, String site) {
    var token = secrets.formToken();
    forms.add(token, request);
    return new AuthorizePage.Question(request.app().name(), token, site);
  }

  private static Reply redirect(String location) {
    return Reply.redirect(location).with("Cache-Control", "no-store");
  }
}
