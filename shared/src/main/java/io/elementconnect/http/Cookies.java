package io.elementconnect.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cookies of a request (RFC 6265, section 4.2). */
public final class Cookies {
  private final List<String> pairs;

  private Cookies(List<String> pairs) {
    this.pairs = pairs;
  }

  /**
   * The cookies of these headers.
   *
   * @param headers values of {@code Cookie} headers, or single {@code name=value} pairs
   */
  public static Cookies of(List<String> headers) {
    var pairs = new ArrayList<String>();
    for (var header : headers) {
      for (var pair : header.split(";", -1)) {
        pairs.add(trimmed(pair));
      }
    }
    return new Cookies(pairs);
  }

  /**
   * The value of a cookie; empty when it is absent or has two different values. The same value
   * counts once, however often it is present.
   */
  public Optional<String> single(String name) {
    var values =
        pairs.stream()
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .distinct()
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /**
   * Removes the white space that may surround a pair: spaces and tabs (RFC 6265, section 4.2.1).
   * Any other white space is part of the name: browsers do not recognise the prefix of such a name,
   * and let other hosts of the same site set the cookie.
   */
  private static String trimmed(String pair) {
    var begin = 0;
    var end = pair.length();
    while (begin < end && isBlank(pair.charAt(begin))) {
      begin++;
    }
    while (begin < end && isBlank(pair.charAt(end - 1))) {
      end--;
    }
    return pair.substring(begin, end);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
