package io.elementconnect.local.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** How one invocation of a function ended. */
sealed interface Invocation {

  /**
   * The handler returned.
   *
   * @param payload what was written of its result, normally JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Returned(byte[] payload) implements Invocation {}

  /** The handler threw, ran out of time or returned too much: Lambda's function error. */
  record Failed(String errorMessage, String errorType, List<String> stackTrace)
      implements Invocation {

    static Failed of(Throwable thrown) {
      return new Failed(
          Objects.requireNonNullElse(thrown.getMessage(), ""),
          thrown.getClass().getName(),
          Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::toString).toList());
    }
  }
}
