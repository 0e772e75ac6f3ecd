package io.elementconnect.secrets;

/** The result of looking up a secret. */
public sealed interface SecretLookup<T> {

  record Found<T>(T value) implements SecretLookup<T> {}

  /**
   * The secret has no usable value yet.
   *
   * @param name the secret's name, and its field when only that is missing
   */
  record NotSet<T>(String name) implements SecretLookup<T> {}
}
