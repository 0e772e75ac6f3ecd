package io.elementconnect.local.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-in pages that were shown and not yet answered. Each has a token that only the page
 * knows, good once and for an hour, so that no other page can press its buttons.
 */
final class Forms {
  private static final Duration LIFE = Duration.ofHours(1);

  private final Secrets secrets;
  private final InstantSource clock;
  private final Map<String, Form> open = new HashMap<>();

  Forms(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  private record Form(AuthorizeRequest request, Instant expiry) {}

  synchronized String add(AuthorizeRequest request) {
    var now = clock.instant();
    open.values().removeIf(form -> !now.isBefore(form.expiry()));
    var token = secrets.formToken();
    open.put(token, new Form(request, now.plus(LIFE)));
    return token;
  }

  synchronized Optional<AuthorizeRequest> take(String token) {
    return Optional.ofNullable(open.remove(token))
        .filter(form -> clock.instant().isBefore(form.expiry()))
        .map(Form::request);
  }

  synchronized void clear() {
    open.clear();
  }
}
