package io.elementconnect.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A function ({@code AWS::Serverless::Function}), with what {@code Globals} says merged in.
 *
 * @param name how an invocation calls it
 * @param role the logical id of the role that it runs under
 * @param handler {@code <class>::<method>}
 * @param codeUri the zip, relative to the template
 * @param environment the environment variables, without those that Lambda itself sets
 */
public record FunctionResource(
    String logicalId,
    String name,
    String role,
    String handler,
    String codeUri,
    Map<String, String> environment,
    Duration timeout) {
  static final String TYPE = "AWS::Serverless::Function";
  // Lambda's own, in seconds.
  private static final int DEFAULT_TIMEOUT = 3;

  public FunctionResource {
    environment = Map.copyOf(environment);
  }

  static List<FunctionResource> read(Resources resources) {
    return resources.ofType(TYPE).stream()
        .map(resource -> {
          var properties = resource.properties();
          return new FunctionResource(
              resource.logicalId(),
              resources.name(resource.logicalId(), properties),
              ExecutionRole.of(resource, resources).logicalId(),
              properties.text("Handler"),
              properties.text("CodeUri"),
              properties.orEmpty("Environment").orEmpty("Variables").entries().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().text())),
              properties.seconds("Timeout", DEFAULT_TIMEOUT));
        })
        .toList();
  }

  /** An event that invokes a function. */
  record Event(String functionLogicalId, Node node) {}

  /** The events of one type; refuses those that the local stack would have to serve but can't. */
  static List<Event> events(Resources resources, String type) {
    return resources.ofType(TYPE).stream()
        .flatMap(function ->
            function.properties().orEmpty("Events").entries().values().stream()
                .map(event -> new Event(function.logicalId(), event)))
        .filter(event ->
            switch (event.node().text("Type")) {
              case "Api" ->
                  throw event.node().wrong("Type", "REST APIs are not served: use HttpApi");
              case "Schedule" ->
                  throw event.node().wrong("Type", "rules are not run here: use ScheduleV2");
              case String other -> other.equals(type);
            })
        .toList();
  }
}
