package io.elementconnect;

/**
 * Something that we depend on did not do its work just now, after the retries of its client: the
 * same request may succeed later. It carries no message of that dependency, which might hold a
 * secret.
 */
public final class Unavailable extends RuntimeException {
  private final Dependency dependency;
  private final String reason;

  /** What is unavailable. */
  public enum Dependency {
    STORE,
    SECRETS,
    SEALING
  }

  public Unavailable(Dependency dependency, Throwable cause) {
    super(dependency + " is unavailable: " + cause.getClass().getSimpleName());
    this.dependency = dependency;
    this.reason = cause.getClass().getSimpleName();
  }

  public Dependency dependency() {
    return dependency;
  }

  /** The kind of what the client threw, such as {@code ApiCallTimeoutException}. */
  public String reason() {
    return reason;
  }
}
