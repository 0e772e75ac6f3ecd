package io.elementconnect.secrets;

/** What looking up a secret gave. */
public sealed interface SecretLookup<T> {

  record Found<T>(T value) implements SecretLookup<T> {}

  /**
   * The secret has no usable value yet.
   *
   * @param name the secret's name, and its field when only that is missing
   */
  record NotSet<T>(String name) implements SecretLookup<T> {}
}
