package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalsTest {
  @TempDir private Path directory;

  @Test
  void variables_are_merged_by_name_and_the_functions_own_wins() {
    assertThat(function().environment())
        .isEqualTo(Map.of("EVERYWHERE", "global", "HERE", "own", "BOTH", "own"));
  }

  @Test
  void a_plain_property_is_taken_over_unless_the_function_has_its_own() {
    assertThat(function().timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(function().handler()).isEqualTo("own.Handler::handle");
  }

  @Test
  void lists_come_one_after_the_other() {
    assertThat(template().cors().methods()).isEqualTo(List.of("GET", "POST"));
  }

  private FunctionResource function() {
    return template().functions().getFirst();
  }

  private Template template() {
    return SmallTemplate.read(
        directory,
        """
        Globals:
          Function:
            Timeout: 7
            Handler: global.Handler::handle
            CodeUri: a.zip
            Environment:
              Variables: {EVERYWHERE: global, BOTH: global}
          HttpApi:
            CorsConfiguration:
              AllowMethods: [GET]
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi
            Properties:
              CorsConfiguration:
                AllowMethods: [POST]
          Function:
            Type: AWS::Serverless::Function
            Properties:
              Handler: own.Handler::handle
              Environment:
                Variables: {HERE: own, BOTH: own}
        """,
        Map.of());
  }
}
