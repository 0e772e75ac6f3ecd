package io.elementconnect.redirecturl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.elementconnect.secrets.ProviderApp;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the app's secret in a URL: as it is, in base64 or base64url, alone or as the credentials of
 * HTTP Basic, and percent-encoded up to twice, with {@code +} or {@code %20} for a space. A secret
 * of 8 characters or more is found anywhere; a shorter one only as a whole part, because it may be
 * part of other words.
 *
 * <p>Texts here have one character for each byte of UTF-8.
 */
final class AppSecretInUrl {
  private static final int MIN_ANYWHERE = 8;
  private static final int MAX_DECODINGS = 2;
  private static final Pattern HOST_AND_PATH = Pattern.compile("[/:@?#]");
  private static final Pattern PARAMETERS = Pattern.compile("[?#&]");

  private AppSecretInUrl() {}

  /** Whether the URL, which is visible US-ASCII, contains the secret. */
  static boolean isFound(String url, ProviderApp app) {
    var forms = forms(app);
    return app.apiSecret().codePointCount(0, app.apiSecret().length()) < MIN_ANYWHERE
        ? parts(url).flatMap(part -> decodings(part).stream()).anyMatch(forms::contains)
        : decodings(url).stream().anyMatch(text -> forms.stream().anyMatch(text::contains));
  }

  private static Set<String> forms(ProviderApp app) {
    var secret = app.apiSecret();
    var forms = new HashSet<String>();
    forms.add(new String(secret.getBytes(UTF_8), ISO_8859_1));
    for (var text : Set.of(secret, app.apiKey() + ":" + secret)) {
      for (var encoder : Set.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        forms.add(encoder.encodeToString(text.getBytes(UTF_8)));
        forms.add(encoder.withoutPadding().encodeToString(text.getBytes(UTF_8)));
      }
    }
    return forms;
  }

  /** User info, host, path segments, names and values of parameters, and fragment. */
  private static Stream<String> parts(String url) {
    return Stream.concat(
        HOST_AND_PATH.splitAsStream(url),
        PARAMETERS
            .splitAsStream(url)
            .flatMap(pair -> Stream.concat(Stream.of(pair), Stream.of(pair.split("=", 2)))));
  }

  /** The text, and what it says when it is decoded once or more often. */
  private static Set<String> decodings(String text) {
    var texts = new HashSet<>(Set.of(text));
    for (int i = 0; i < MAX_DECODINGS; i++) {
      for (var encoded : Set.copyOf(texts)) {
        texts.add(decode(encoded));
        texts.add(decode(encoded.replace('+', ' ')));
      }
    }
    return texts;
  }

  /** Decodes what is percent-encoded; anything else, a lone {@code %} too, stays as it is. */
  private static String decode(String text) {
    var decoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (isEncoded(text, i)) {
        decoded.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        decoded.append(text.charAt(i));
      }
    }
    return decoded.toString();
  }

  private static boolean isEncoded(String text, int at) {
    return text.charAt(at) == '%'
        && at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }
}
