package io.elementconnect.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.Fault.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a fault as the control API takes it. */
final class FaultBody {
  private static final int MAX_MILLISECONDS = 600_000;
  private static final int MAX_TIMES = 1_000_000;

  /** Fields that one kind or another has. */
  private static final Set<String> OF_KINDS =
      Set.of(
          "status",
          "retryAfter",
          "contentType",
          "body",
          "milliseconds",
          "bytes",
          "field",
          "listings");

  private final ObjectNode json;
  private final Set<String> read = new HashSet<>();
  private final SortedSet<String> wrong = new TreeSet<>();

  private FaultBody(ObjectNode json) {
    this.json = json;
  }

  /**
   * What was read.
   *
   * @param fault empty when a field is wrong
   * @param wrong every field that is wrong, missing, or has no place here
   */
  record Parsed(Optional<Fault> fault, SortedSet<String> wrong) {}

  static Parsed parse(ObjectNode json) {
    var body = new FaultBody(json);
    var fault = body.fault();
    return new Parsed(body.wrong.isEmpty() ? fault : Optional.empty(), body.wrong);
  }

  private Optional<Fault> fault() {
    var route = found("route", text("route").flatMap(CloudElementsRoute::parse));
    var kind = kind();
    var effect = effect(kind);
    var times = number("times", 1, MAX_TIMES, OptionalInt.of(1));
    if (kind.isPresent() && route.isPresent() && !kind.get().suits(route.get())) {
      wrong.add("route");
    }
    if (kind.isEmpty()) {
      read.addAll(OF_KINDS);
    }
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!read.contains(name)) {
            wrong.add(name);
          }
        });
    return wrong.isEmpty()
        ? Optional.of(new Fault(route.orElseThrow(), kind.orElseThrow(), effect, times))
        : Optional.empty();
  }

  private Effect effect(Optional<Kind> kind) {
    var mayComeBefore = kind.map(Kind::mayComeBefore).orElse(true);
    var effect =
        switch (text("effect").orElse(mayComeBefore ? "before" : "after")) {
          case "before" -> Optional.of(Effect.BEFORE);
          case "after" -> Optional.of(Effect.AFTER);
          default -> Optional.<Effect>empty();
        };
    return found("effect", effect.filter(it -> it == Effect.AFTER || mayComeBefore))
        .orElse(Effect.AFTER);
  }

  /** Empty when the kind itself is not known; fields that are wrong have some value then. */
  private Optional<Kind> kind() {
    @Nullable Kind kind =
        switch (text("kind").orElse("")) {
          case "status" -> status();
          case "body" -> body();
          case "close" -> new Fault.Close();
          case "reset" -> new Fault.Reset();
          case "delay" -> new Fault.Delay(milliseconds());
          case "cut" -> new Fault.Cut(bytes(0));
          case "padded" -> new Fault.Padded(bytes(1));
          case "without" -> without();
          case "any-code" -> new Fault.AnyCode();
          case "key-required" -> new Fault.KeyRequired();
          case "other-element" -> new Fault.OtherElement();
          case "invalid" -> new Fault.Invalid();
          case "late" -> late();
          default -> null;
        };
    return found("kind", Optional.ofNullable(kind));
  }

  private Kind status() {
    var status = number("status", 400, 599, OptionalInt.empty());
    return json.has("retryAfter")
        ? new Fault.Status(
            status, OptionalInt.of(number("retryAfter", 0, 86_400, OptionalInt.empty())))
        : new Fault.Status(status);
  }

  private Kind body() {
    return new Fault.Body(
        number("status", 200, 599, OptionalInt.of(200)),
        text("contentType").orElse("application/json"),
        found("body", text("body")).orElse(""));
  }

  private Kind without() {
    var field =
        text("field")
            .flatMap(name ->
                Stream.of(Fault.Without.Field.values())
                    .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst());
    return new Fault.Without(found("field", field).orElse(Fault.Without.Field.ID));
  }

  private Kind late() {
    return json.has("milliseconds")
        ? new Fault.LateByTime(milliseconds())
        : new Fault.LateByListings(number("listings", 1, MAX_TIMES, OptionalInt.empty()));
  }

  private int bytes(int min) {
    return number("bytes", min, Fault.Padded.MAX_BYTES, OptionalInt.empty());
  }

  private Duration milliseconds() {
    return Duration.ofMillis(number("milliseconds", 1, MAX_MILLISECONDS, OptionalInt.empty()));
  }

  /** Another type than text is as wrong as no text where one has to be. */
  private Optional<String> text(String name) {
    read.add(name);
    var value = json.get(name);
    if (value != null && !value.isTextual()) {
      wrong.add(name);
    }
    return Optional.ofNullable(value).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  private int number(String name, int min, int max, OptionalInt otherwise) {
    read.add(name);
    var value = json.get(name);
    if (value == null && otherwise.isPresent()) {
      return otherwise.getAsInt();
    }
    if (value == null || !value.isInt() || value.intValue() < min || value.intValue() > max) {
      wrong.add(name);
      return min;
    }
    return value.intValue();
  }

  private <T> Optional<T> found(String name, Optional<T> value) {
    if (value.isEmpty()) {
      wrong.add(name);
    }
    return value;
  }
}
