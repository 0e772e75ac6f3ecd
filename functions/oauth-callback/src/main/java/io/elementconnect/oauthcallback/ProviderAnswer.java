package io.elementconnect.oauthcallback;

import java.util.Map;
import java.util.Set;

/** The provider's response about the person's decision (RFC 6749, sections 4.1.2 and 4.1.2.1). */
sealed interface ProviderAnswer {
  String ACCESS_DENIED = "access_denied";

  /**
   * The person allowed access.
   *
   * @param code 1 to 4,096 printable characters
   * @param parameters the callback parameters that the element uses
   */
  record Allowed(String code, Map<String, String> parameters) implements ProviderAnswer {
    @Override
    public String toString() {
      return "Allowed";
    }
  }

  /** The person denied access, or the provider did: {@code access_denied}. */
  record Denied() implements ProviderAnswer {}

  /**
   * The provider could not or would not ask the person, for example because the app is not
   * registered as the request says.
   *
   * @param code a registered error code, or {@code other}
   */
  record Failed(String code) implements ProviderAnswer {
    // RFC 6749, section 4.1.2.1; OpenID Connect Core 1.0, section 3.1.2.6; RFC 8707, section 2;
    // RFC 9396, section 5; OpenID Connect Core Error Code unmet_authentication_requirements.
    private static final Set<String> REGISTERED =
        Set.of(
            "account_selection_required",
            "consent_required",
            "interaction_required",
            "invalid_authorization_details",
            "invalid_request",
            "invalid_request_object",
            "invalid_request_uri",
            "invalid_scope",
            "invalid_target",
            "login_required",
            "registration_not_supported",
            "request_not_supported",
            "request_uri_not_supported",
            "server_error",
            "temporarily_unavailable",
            "unauthorized_client",
            "unmet_authentication_requirements",
            "unsupported_response_type");

    static Failed of(String error) {
      return new Failed(REGISTERED.contains(error) ? error : "other");
    }
  }

  /** The answer that an {@code error} parameter gives, whatever it is. */
  static ProviderAnswer ofError(String error) {
    return error.equals(ACCESS_DENIED) ? new Denied() : Failed.of(error);
  }
}
