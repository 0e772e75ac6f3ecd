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
    this(dependency, cause.getClass().getSimpleName());
  }

  /**
   * @param reason a word or two without anything that might be secret
   */
  public Unavailable(Dependency dependency, String reason) {
    super(dependency + " is unavailable: " + reason);
    this.dependency = dependency;
    this.reason = reason;
  }

  public Dependency dependency() {
    return dependency;
  }

  /** The kind of what went wrong, such as {@code ApiCallTimeoutException}. */
  public String reason() {
    return reason;
  }
}
