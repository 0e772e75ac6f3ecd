package io.elementconnect.local.simulator;

import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Infusionsoft's {@code /app/oauth/authorize}: asks the person, then sends the browser back to the
 * app. To a callback that is not the app's own nothing is ever sent (RFC 6749, section 4.1.2.1).
 */
final class Authorize {
  /** Where it stands. */
  static final String PATH = "/app/oauth/authorize";

  private static final String DEFAULT_SITE = "dt123.infusionsoft.com";
  private static final Pattern SITE = Pattern.compile("[a-z0-9-]+\\.infusionsoft\\.com");

  private final Accounts accounts;
  private final Codes codes;
  private final Forms forms;

  Authorize(Accounts accounts, Codes codes, Forms forms) {
    this.accounts = accounts;
    this.codes = codes;
    this.forms = forms;
  }

  Reply handle(Call call) {
    return switch (call.method()) {
      case "GET" -> ask(Query.of(call));
      case "POST" -> answered(call);
      default -> AuthorizePage.problem(405, "This address takes GET and POST only.");
    };
  }

  private Reply ask(Query query) {
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
    var form = Query.parse(call.text());
    var request = form.flatMap(it -> it.first("form")).flatMap(forms::take);
    if (form.isEmpty() || request.isEmpty()) {
      return AuthorizePage.problem(
          403, "This page was answered before or is too old. Go back to the app and start again.");
    }
    return decide(request.get(), form.get());
  }

  private Reply decide(AuthorizeRequest request, Query answer) {
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
    return new AuthorizePage.Question(request.app().name(), forms.add(request), site);
  }

  private static Reply redirect(String location) {
    return Reply.redirect(location).with("Cache-Control", "no-store");
  }
}
