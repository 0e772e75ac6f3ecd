package io.elementconnect.journal;

import io.elementconnect.AttemptId;
import io.elementconnect.Unavailable;
import io.elementconnect.instances.InstanceId;
import java.util.List;
import java.util.Locale;

/** Events of requests and invocations. */
public sealed interface RequestEvent extends Event {
  /** A request was answered. */
  record RequestAnswered(String route, int status, long milliseconds) implements RequestEvent {
    public static final String NAME = "request_answered";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "route", route, "status", status, "milliseconds", milliseconds);
    }
  }

  /** An internal error: the class of the throwable and where it was thrown, without its message. */
  record RequestFailed(String error, String at) implements RequestEvent {
    public static final String NAME = "request_failed";

    public static RequestFailed of(Throwable thrown) {
      var trace = thrown.getStackTrace();
      return new RequestFailed(
          thrown.getClass().getName(), trace.length == 0 ? "" : trace[0].toString());
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "error", error, "at", at);
    }
  }

  /** A dependency was unavailable; the caller was asked to try again. */
  record DependencyUnavailable(String dependency, String cause) implements RequestEvent {
    public static final String NAME = "dependency_unavailable";

    public static DependencyUnavailable of(Unavailable unavailable) {
      return new DependencyUnavailable(
          unavailable.dependency().name().toLowerCase(Locale.ROOT), unavailable.reason());
    }

    @Override
    public Entry entry() {
      return Entry.of(NAME, "dependency", dependency, "cause", cause);
    }
  }

  /** A sealed value could not be unsealed: it was tampered with or belongs to another context. */
  record SealBroken(String purpose, String tenant, AttemptId attemptId) implements RequestEvent {
    public static final String NAME = "seal_broken";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "purpose", purpose, "tenant", tenant, "attemptId", attemptId.value());
    }
  }

  /**
   * A secret has keys that are not used: misspelt, or of something else. A key that might be a
   * value in the wrong place is {@code (other)}.
   */
  record SecretKeysUnknown(String secret, List<String> keys) implements RequestEvent {
    public static final String NAME = "secret_keys_unknown";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "secret", secret, "keys", keys);
    }
  }

  /** The account's secret cannot be used: until it is corrected, nothing can be connected. */
  record SecretUnusable(String secret, String code, String reason) implements RequestEvent {
    public static final String NAME = "secret_unusable";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "secret", secret, "code", code, "reason", reason);
    }
  }

  /** The token of an instance was returned to a trusted backend. */
  record TokenRead(String tenant, InstanceId instanceId) implements RequestEvent {
    public static final String NAME = "token_read";

    @Override
    public Entry entry() {
      return Entry.of(NAME, "tenant", tenant, "instanceId", instanceId.value());
    }
  }
}
