package io.elementconnect;

/**
 * A dependency failed temporarily, after its client's own retries: the same request may succeed
 * later. The exception does not include the dependency's message, which might contain a secret.
 */
public final class Unavailable extends RuntimeException {
  private final Dependency dependency;
  private final String reason;

  /** The dependency that is unavailable. */
  public enum Dependency {
    STORE,
    SECRETS,
    SEALING
  }

  public Unavailable(Dependency dependency, Throwable cause) {
    this(dependency, cause.getClass().getSimpleName());
  }

  /**
   * @param reason one or two words, without secrets
   */
  public Unavailable(Dependency dependency, String reason) {
    super(dependency + " is unavailable: " + reason);
    this.dependency = dependency;
    this.reason = reason;
  }

  public Dependency dependency() {
    return dependency;
  }

  /** The kind of the failure, such as {@code ApiCallTimeoutException}. */
  public String reason() {
    return reason;
  }
}
