package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.PreparedCreation;
import io.elementconnect.cloudelements.http.HttpOutcome.Answer;
import io.elementconnect.cloudelements.http.HttpOutcome.NoAnswer;
import io.elementconnect.cloudelements.http.HttpOutcome.NotSent;
import io.elementconnect.json.Json;
import io.elementconnect.secrets.CloudElementsSecrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** One {@code POST /instances}, with the secrets for its first request. */
final class HttpCreation implements PreparedCreation {
  private static final Set<Integer> UNCLEAR_REFUSALS = Set.of(408, 409, 429);

  private final URI uri;
  private final HttpSender sender;
  private final AuthorizedSender authorized;
  private final CloudElementsSecrets secrets;
  private final AtomicBoolean used = new AtomicBoolean();

  HttpCreation(
      URI uri, HttpSender sender, AuthorizedSender authorized, CloudElementsSecrets secrets) {
    this.uri = uri;
    this.sender = sender;
    this.authorized = authorized;
    this.secrets = secrets;
  }

  @Override
  public Creation send(NewInstance instance, Instant deadline) {
    if (used.getAndSet(true)) {
      throw new IllegalStateException("A creation is sent once");
    }
    var body = body(instance);
    var outcome = authorized.send((header, limit) -> post(body, header, limit), secrets, deadline);
    return switch (outcome) {
      case NotSent() -> new Creation.NotSent();
      case NoAnswer(var why) -> new Creation.OutcomeUnknown(why, Optional.empty());
      case Answer answer when answer.is2xx() -> created(instance.element(), answer.body());
      case Answer(int status, _, _) when status == 401 -> new Creation.Unauthorized();
      case Answer(int status, _, _)
          when status >= 500 || status < 400 || UNCLEAR_REFUSALS.contains(status) ->
          new Creation.OutcomeUnknown("status " + status, Optional.empty());
      case Answer(int status, _, _) -> new Creation.Refused(status);
    };
  }

  private HttpOutcome post(String body, String authorization, Duration limit) {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return sender.sendOnce(request, limit);
  }

  private static String body(NewInstance instance) {
    var body = new LinkedHashMap<String, Object>();
    body.put("element", Map.of("key", instance.element()));
    body.put("providerData", instance.providerData());
    body.put("configuration", instance.configuration());
    body.put("name", instance.name());
    body.put("tags", instance.tags());
    return Json.print(body);
  }

  private static Creation created(String element, byte[] body) {
    var read = InstanceReader.one(body);
    if (read.isEmpty()) {
      return new Creation.OutcomeUnknown("unreadable body", Optional.empty());
    }
    var found = read.get().toInstance();
    if (found.isEmpty()) {
      return new Creation.OutcomeUnknown("no id", Optional.empty());
    }
    var instance = found.get();
    var id = instance.id();
    var token = instance.token();
    if (!element.equals(instance.element())) {
      return instance.element() == null
          ? new Creation.OutcomeUnknown("no element", Optional.of(id))
          : new Creation.OtherElement(id);
    }
    if (!instance.valid()) {
      return new Creation.OutcomeUnknown("not valid", Optional.of(id));
    }
    return token == null
        ? new Creation.OutcomeUnknown("no token", Optional.of(id))
        : new Creation.Created(instance, token);
  }
}
