package io.elementconnect.local.simulator;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fault as the control API takes it. */
record FaultBody(
    @Nullable String route,
    @Nullable String kind,
    @Nullable Integer status,
    @Nullable String body,
    @Nullable String effect,
    @Nullable Integer times) {
  /** What to tell whoever sent something else. */
  static final String FORM =
      "A fault is {\"route\", \"kind\": \"status\"|\"body\"|\"close\", \"status\": 400 to 599,"
          + " \"body\": text, \"effect\": \"before\"|\"after\", \"times\": 1 or more}";

  /** Without an effect the fault comes before; without times, once. Empty when it is no fault. */
  Optional<Fault> fault() {
    var onRoute = Route.parse(Objects.requireNonNullElse(route, ""));
    var ofKind = ofKind();
    var withEffect = withEffect();
    int count = Objects.requireNonNullElse(times, 1);
    return onRoute.isEmpty() || ofKind.isEmpty() || withEffect.isEmpty() || count < 1
        ? Optional.empty()
        : Optional.of(new Fault(onRoute.get(), ofKind.get(), withEffect.get(), count));
  }

  private Optional<Fault.Kind> ofKind() {
    return switch (Objects.requireNonNullElse(kind, "")) {
      case "status" ->
          Optional.ofNullable(status).filter(Fault.Status::isError).map(Fault.Status::new);
      case "body" -> Optional.ofNullable(body).map(Fault.Body::new);
      case "close" -> Optional.of(new Fault.Close());
      default -> Optional.empty();
    };
  }

  private Optional<Fault.Effect> withEffect() {
    return switch (Objects.requireNonNullElse(effect, "before")) {
      case "before" -> Optional.of(Fault.Effect.BEFORE);
      case "after" -> Optional.of(Fault.Effect.AFTER);
      default -> Optional.empty();
    };
  }
}
