package io.elementconnect.secrets;

/** The result of looking up a secret. */
public sealed interface SecretLookup<T> {

  record Found<T>(T value) implements SecretLookup<T> {}

  /** The secret has no value yet, or one that cannot be used. */
  record Unusable<T>(SecretProblem problem) implements SecretLookup<T> {}
}
