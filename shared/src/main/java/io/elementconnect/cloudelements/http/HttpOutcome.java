package io.elementconnect.cloudelements.http;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/** The outcome of one HTTP request. */
sealed interface HttpOutcome {
  Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, HttpHeaders headers, byte[] body) implements HttpOutcome {

    boolean is2xx() {
      return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
      return headers.firstValue(name).filter(value -> !value.isBlank());
    }

    Optional<Integer> retryAfterSeconds() {
      return header("Retry-After")
          .filter(value -> SECONDS.matcher(value).matches())
          .map(Integer::valueOf);
    }

    @Override
    public String toString() {
      return "Answer"; // header and body come from the other side
    }
  }

  /** No connection was made: no byte of the request was sent. */
  record NotSent() implements HttpOutcome {}

  /** The request may have arrived, but no complete response was received. */
  record NoAnswer(String why) implements HttpOutcome {}
}
