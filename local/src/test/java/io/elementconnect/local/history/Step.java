package io.elementconnect.local.history;

/**
 * One step of an attempt.
 *
 * @param told what the answer told of how the attempt stands: {@code connected}, {@code settling};
 *     empty when it told nothing
 * @param isStored whether the instance lay in its table right after the answer; only looked for
 *     when the answer told {@code connected}
 * @param answer everything that was answered; empty when nobody asked
 * @param item the attempt right after
 */
record Step(String told, boolean isStored, String answer, Item item) {
  static final String CONNECTED = "connected";
}
