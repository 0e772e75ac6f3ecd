package io.elementconnect.secrets;

import static io.elementconnect.secrets.SecretProblem.Kind.NOT_SET;
import static io.elementconnect.secrets.SecretProblem.Kind.UNREADABLE;

import io.elementconnect.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a secret: a JSON object of texts. White space and byte-order marks around the
 * object and around each text are ignored, because consoles and editors add them. The first thing
 * that makes the secret unusable is kept.
 */
final class SecretFields {
  private static final Pattern PRINTABLE_KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MAX_KEYS = 20;

  private final String name;
  private final Set<String> knownKeys;
  private final Map<String, Object> fields;
  private @Nullable SecretProblem problem;

  private SecretFields(String name, Set<String> knownKeys, Map<String, Object> fields) {
    this.name = name;
    this.knownKeys = knownKeys;
    this.fields = fields;
  }

  /** Makes a value of the fields. */
  interface Reader<T> {
    T read(SecretFields fields);
  }

  /**
   * Returns what the reader makes of a stored secret, or the first problem.
   *
   * @param knownKeys the keys of the fields that have a meaning
   */
  static <T> SecretLookup<T> read(
      String name, SecretStore.Stored stored, Set<String> knownKeys, Reader<T> reader) {
    return switch (stored) {
      case SecretStore.Stored.Nothing() -> unusable(name, NOT_SET, "has no value yet");
      case SecretStore.Stored.Binary() -> unusable(name, UNREADABLE, "is binary, not JSON");
      case SecretStore.Stored.Text(var text) when stripped(text).isEmpty() ->
          unusable(name, NOT_SET, "has no value yet");
      case SecretStore.Stored.Text(var text) ->
          Json.parse(stripped(text).getBytes(StandardCharsets.UTF_8))
              .map(fields -> new SecretFields(name, knownKeys, fields).read(reader))
              .orElseGet(() -> unusable(name, UNREADABLE, "is not a JSON object"));
    };
  }

  private <T> SecretLookup<T> read(Reader<T> reader) {
    var value = reader.read(this);
    return problem == null ? new SecretLookup.Found<>(value) : new SecretLookup.Unusable<>(problem);
  }

  /** A text that the secret must have; empty, with a problem, when it has none. */
  String required(String key) {
    var text = optional(key);
    if (text.isEmpty()) {
      reject(missing(key));
    }
    return text.orElse("");
  }

  /** A text that the secret must have, of characters that its use allows. */
  String required(String key, Predicate<String> allowed, String reason) {
    var text = required(key);
    if (!text.isEmpty() && !allowed.test(text)) {
      addUnreadable("has a value for " + key + " " + reason);
    }
    return text;
  }

  /** A text that the secret may have. One that is blank counts as left out. */
  Optional<String> optional(String key) {
    var value = fields.get(key);
    if (value != null && !(value instanceof String)) {
      addUnreadable("has a value for " + key + " that is not a text");
    }
    return Optional.ofNullable(value instanceof String text ? stripped(text) : null)
        .filter(text -> !text.isEmpty());
  }

  void addUnreadable(String reason) {
    reject(new SecretProblem(name, UNREADABLE, reason));
  }

  /**
   * The keys without a meaning, in order; what might be a value in the wrong place is not shown.
   */
  List<String> unknownKeys() {
    return fields.keySet().stream()
        .filter(key -> !knownKeys.contains(key))
        .map(key -> PRINTABLE_KEY.matcher(key).matches() ? key : "(other)")
        .distinct()
        .limit(MAX_KEYS)
        .toList();
  }

  private SecretProblem missing(String key) {
    var unknown = unknownKeys();
    return fields.containsKey(key) || unknown.isEmpty()
        ? new SecretProblem(name, NOT_SET, "has no value for " + key + " yet")
        : new SecretProblem(
            name,
            UNREADABLE,
            "has no " + key + ", but keys that are not known: " + String.join(", ", unknown));
  }

  private void reject(SecretProblem found) {
    if (problem == null) {
      problem = found;
    }
  }

  private static <T> SecretLookup<T> unusable(String name, SecretProblem.Kind kind, String reason) {
    return new SecretLookup.Unusable<>(new SecretProblem(name, kind, reason));
  }

  private static String stripped(String text) {
    var start = 0;
    var end = text.length();
    while (start < end && isAround(text.charAt(start))) {
      start++;
    }
    while (start < end && isAround(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isAround(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\ufeff';
  }
}
