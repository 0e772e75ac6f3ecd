package io.elementconnect.elements;

/**
 * A query parameter of the callback, in addition to {@code code}, that the exchange passes on as
 * {@code providerData}.
 *
 * @param required whether a callback without it is malformed
 */
public record CallbackParameter(String name, boolean required) {}
