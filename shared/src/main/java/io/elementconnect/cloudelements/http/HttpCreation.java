package io.elementconnect.cloudelements.http;

import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.PreparedCreation;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
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
  // A timeout and a conflict say nothing about what was created.
  private static final Set<Integer> UNCLEAR_REFUSALS = Set.of(408, 409, 429);
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private final URI uri;
  private final HttpSender sender;
  private final AuthorizedSender authorized;
  private final CloudElementsSecrets secrets;
  private final InstanceReader instances;
  private final AtomicBoolean used = new AtomicBoolean();

  HttpCreation(
      URI uri,
      HttpSender sender,
      AuthorizedSender authorized,
      CloudElementsSecrets secrets,
      InstanceReader instances) {
    this.uri = uri;
    this.sender = sender;
    this.authorized = authorized;
    this.secrets = secrets;
    this.instances = instances;
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
      case NoAnswer(var why) -> new Creation.OutcomeUnknown(why);
      case Answer answer when answer.is2xx() -> created(instance.element(), answer);
      case Answer answer -> notCreated(answer);
    };
  }

  private static Creation notCreated(Answer answer) {
    var status = answer.status();
    if (status == 401) {
      return new Creation.Unauthorized();
    }
    if (answer.isFromPlatform() && BUSY.contains(status)) {
      return new Creation.Busy(status);
    }
    var isRefusal = status >= 400 && status < 500 && !UNCLEAR_REFUSALS.contains(status);
    return isRefusal && answer.isFromPlatform()
        ? new Creation.Refused(status)
        : new Creation.OutcomeUnknown(answer.description());
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

  private Creation created(String element, Answer answer) {
    var read = answer.body().flatMap(instances::one);
    if (read.isEmpty()) {
      return new Creation.Incomplete("unreadable body", Optional.empty());
    }
    return read.get()
        .toInstance()
        .map(instance -> created(element, instance))
        .orElseGet(() -> new Creation.Incomplete("no id", Optional.empty()));
  }

  private static Creation created(String element, RemoteInstance instance) {
    var id = instance.id();
    var token = instance.token();
    if (instance.element() == null && token == null) {
      // The documentation's example is such a response: an element, with the element's id.
      return new Creation.Incomplete("no element and no token", Optional.empty());
    }
    if (instance.element() == null) {
      return new Creation.Incomplete("no element", Optional.of(id));
    }
    if (!instance.element().equals(element)) {
      return new Creation.OtherElement(id);
    }
    if (!instance.valid()) {
      return new Creation.Incomplete("not valid", Optional.of(id));
    }
    return token == null
        ? new Creation.Incomplete("no token", Optional.of(id))
        : new Creation.Created(instance, token);
  }
}
