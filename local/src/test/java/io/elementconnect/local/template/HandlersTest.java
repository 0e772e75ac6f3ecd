package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The handlers and template.yaml name the same routes and the same variables. */
class HandlersTest {
  private static final Predicate<String> ROUTE =
      Pattern.compile("^(GET|POST|PUT|PATCH|DELETE) /").asPredicate();

  // Set by Lambda itself, or by whoever runs a handler beside something else than AWS.
  private static final List<String> NOT_OF_THE_TEMPLATE =
      List.of(
          "AWS_REGION",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_ENDPOINT_URL",
          "AWS_ENDPOINT_URL_DYNAMODB",
          "AWS_ENDPOINT_URL_KMS",
          "AWS_ENDPOINT_URL_SECRETS_MANAGER");

  private final Template template = Project.template();

  @Test
  @Tag("R28")
  void every_handler_answers_exactly_the_routes_of_its_function() throws Exception {
    for (var function : template.functions()) {
      var routes =
          template.routes().stream()
              .filter(route -> route.functionLogicalId().equals(function.logicalId()))
              .map(RouteEvent::key)
              .toList();

      assertThat(texts(handler(function)).stream().filter(ROUTE))
          .as(function.logicalId())
          .containsExactlyInAnyOrderElementsOf(routes);
    }
  }

  @Test
  void every_handler_reads_exactly_the_variables_of_its_function() throws Exception {
    for (var function : template.functions()) {
      var variables = new HashMap<>(function.environment());
      variables.put("AWS_REGION", "us-east-1");
      var environment = new Recording(variables);

      handler(function).getConstructor(Map.class).newInstance(environment);

      assertThat(environment.read)
          .filteredOn(name -> !NOT_OF_THE_TEMPLATE.contains(name))
          .as(function.logicalId())
          .containsExactlyInAnyOrderElementsOf(function.environment().keySet());
    }
  }

  private static Class<?> handler(FunctionResource function) throws ClassNotFoundException {
    return Class.forName(function.handler().split("::", 2)[0]);
  }

  /** Every text that the code of a class uses. */
  private static Set<String> texts(Class<?> type) throws IOException {
    try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      var pool = ClassFile.of().parse(in.readAllBytes()).constantPool();
      return StreamSupport.stream(pool.spliterator(), false)
          .filter(StringEntry.class::isInstance)
          .map(entry -> ((StringEntry) entry).stringValue())
          .collect(Collectors.toSet());
    }
  }

  /** An environment that knows what was asked for, and can be read in no other way. */
  private static final class Recording extends AbstractMap<String, String> {
    final Set<String> read = new HashSet<>();
    private final Map<String, String> variables;

    Recording(Map<String, String> variables) {
      this.variables = variables;
    }

    @Override
    public @Nullable String get(Object name) {
      read.add((String) name);
      return variables.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
      read.add((String) name);
      return variables.containsKey(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      throw new UnsupportedOperationException("a variable is asked for by its name");
    }
  }
}
