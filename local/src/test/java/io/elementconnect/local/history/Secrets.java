package io.elementconnect.local.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import io.elementconnect.url.Query;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What may stand nowhere, in any form in which a text may hold it. */
public final class Secrets {
  // Shorter ones would be found by chance.
  private static final int FEWEST_CHARACTERS = 12;
  private static final int BYTES_OF_A_GROUP = 3;
  private static final int CHARACTERS_OF_A_GROUP = 4;

  private final Map<String, List<String>> formsByBeginning;

  private Secrets(Map<String, List<String>> formsByBeginning) {
    this.formsByBeginning = formsByBeginning;
  }

  /** These secrets, but for those of fewer than 12 characters. */
  public static Secrets of(Collection<String> values) {
    return new Secrets(
        values.stream()
            .distinct()
            .flatMap(Secrets::forms)
            .filter(form -> form.length() >= FEWEST_CHARACTERS)
            .distinct()
            .collect(groupingBy(form -> form.substring(0, FEWEST_CHARACTERS))));
  }

  /**
   * Whether one of them stands in a text: as it is, URL-encoded, base64, hex or JSON-escaped. One
   * pass, since both the secrets and the texts are many.
   */
  public boolean standIn(String text) {
    return IntStream.rangeClosed(0, text.length() - FEWEST_CHARACTERS)
        .anyMatch(at ->
            formsByBeginning
                .getOrDefault(text.substring(at, at + FEWEST_CHARACTERS), List.of())
                .stream()
                .anyMatch(form -> text.startsWith(form, at)));
  }

  @Override
  public String toString() {
    return "Secrets";
  }

  private static Stream<String> forms(String secret) {
    var encoded = Query.encode(secret);
    var hex = HexFormat.of().formatHex(secret.getBytes(UTF_8));
    return Stream.of(
            Stream.of(secret, encoded, encoded.toLowerCase(Locale.ROOT)),
            Stream.of(hex, hex.toUpperCase(Locale.ROOT)),
            Stream.of(json(secret), json(secret).replace("/", "\\/"), escaped(secret)),
            IntStream.range(0, BYTES_OF_A_GROUP).boxed().flatMap(before -> base64(secret, before)))
        .flatMap(forms -> forms);
  }

  /** JSON with nothing escaped but what has to be. */
  private static String json(String secret) {
    return secret.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** JSON with everything escaped that may be. */
  private static String escaped(String secret) {
    return secret
        .chars()
        .mapToObj(character ->
            Character.isLetterOrDigit(character)
                ? Character.toString(character)
                : "\\u%04x".formatted(character))
        .collect(Collectors.joining());
  }

  /** What is sure to stand in the base64 of a text that holds the secret behind so many bytes. */
  private static Stream<String> base64(String secret, int bytesBefore) {
    var behind = (" ".repeat(bytesBefore) + secret).getBytes(UTF_8);
    var whole = behind.length / BYTES_OF_A_GROUP * CHARACTERS_OF_A_GROUP;
    var from = bytesBefore == 0 ? 0 : CHARACTERS_OF_A_GROUP;
    return whole <= from
        ? Stream.empty()
        : Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
            .map(encoder -> encoder.encodeToString(behind).substring(from, whole));
  }
}
