package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/openapi.yaml describes the routes of template.yaml. */
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  @Test
  void every_route_is_described_and_nothing_else() {
    var routes =
        Project.template().routes().stream()
            .collect(
                Collectors.toMap(
                    RouteEvent::key,
                    route -> route.authorizer().isPresent() ? List.of("jwt") : List.of()));

    assertThat(described()).isEqualTo(routes);
  }

  /** The names of the schemes that each operation wants. */
  private static Map<String, List<String>> described() {
    var document = Project.openApi();
    var described = new HashMap<String, List<String>>();
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          var security = operation.getValue().path("security");
          described.put(
              operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
              schemes(security.isMissingNode() ? document.path("security") : security));
        }
      }
    }
    return described;
  }

  private static List<String> schemes(JsonNode security) {
    var names = new HashSet<String>();
    security.forEach(one -> one.fieldNames().forEachRemaining(names::add));
    return names.stream().sorted().toList();
  }
}
