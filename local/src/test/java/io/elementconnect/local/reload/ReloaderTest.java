package io.elementconnect.local.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.reload.Build.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloaderTest {
  private static final String SHARED = "shared/src/main/java/A.java";
  private static final String START = "functions/start/src/main/java/B.java";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  @TempDir private Path root;
  private Result result = new Result.Done();
  private int builds;
  private int reloads;
  private RuntimeException refusal = new IllegalStateException();
  private boolean refuses;

  @BeforeEach
  void setUp() throws IOException {
    for (var file : List.of(SHARED, START, "functions/start/pom.xml", "pom.xml", "template.yaml")) {
      change(file);
    }
  }

  @Test
  void nothing_changed_is_nothing_to_do() throws Exception {
    var reloader = reloader();
    poll(reloader, 3);

    assertThat(builds).isZero();
    assertThat(lines()).isEmpty();
  }

  @Test
  void a_change_is_built_once_and_taken_into_use() throws Exception {
    var reloader = reloader();
    change(START);
    poll(reloader, 4);

    assertThat(builds).isEqualTo(1);
    assertThat(reloads).isEqualTo(1);
    assertThat(lines().getFirst()).isEqualTo("Building start...");
    assertThat(lines().getLast()).matches("Reloaded in \\d+\\.\\d s: start");
  }

  @Test
  void what_still_changes_is_left_in_peace() throws Exception {
    var reloader = reloader();
    change(START);
    poll(reloader, 1);
    change(START);
    poll(reloader, 1);
    assertThat(builds).isZero();

    poll(reloader, 1);
    assertThat(builds).isEqualTo(1);
  }

  @Test
  void new_and_deleted_files_are_changes() throws Exception {
    var reloader = reloader();
    change("shared/src/main/resources/c.json");
    poll(reloader, 2);
    Files.delete(root.resolve(SHARED));
    poll(reloader, 2);

    assertThat(reloads).isEqualTo(2);
  }

  @Test
  void what_does_not_build_is_told_and_not_tried_again() throws Exception {
    result = new Result.Failed(List.of("A.java:[1,2] no"));
    var reloader = reloader();
    change(SHARED);
    poll(reloader, 4);

    assertThat(builds).isEqualTo(1);
    assertThat(reloads).isZero();
    assertThat(lines())
        .containsExactly(
            "Building shared...",
            "It does not build; the functions go on as they were.",
            "A.java:[1,2] no");
  }

  @Test
  void mended_code_is_taken_into_use_with_all_that_changed_meanwhile() throws Exception {
    result = new Result.Failed(List.of());
    var reloader = reloader();
    change(SHARED);
    poll(reloader, 2);
    result = new Result.Done();
    change(START);
    poll(reloader, 2);

    assertThat(reloads).isEqualTo(1);
    assertThat(lines().getLast()).endsWith(": shared, start");
  }

  @Test
  void code_that_can_not_be_used_is_told_with_the_reason() throws Exception {
    refusal =
        new IllegalArgumentException(
            "X could not be made.", new IllegalStateException("TABLE is missing"));
    refuses = true;
    var reloader = reloader();
    change(SHARED);
    poll(reloader, 4);

    assertThat(builds).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "Building shared...",
            "It can't be used; the functions go on as they were.",
            "java.lang.IllegalArgumentException: X could not be made.",
            "java.lang.IllegalStateException: TABLE is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "pom.xml", "functions/start/pom.xml"})
  void what_is_read_at_the_start_asks_for_another(String file) throws Exception {
    var reloader = reloader();
    change(file);
    poll(reloader, 4);

    assertThat(builds).isZero();
    assertThat(lines())
        .containsExactly(
            "Changed: " + file + ". It is read at the start only: restart ./run to use it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shared/src/main/java/.A.java.swp",
        "shared/src/main/java/A.java~",
        "shared/src/main/java/#A.java#",
        "shared/src/test/java/ATest.java"
      })
  void other_files_are_passed_over(String file) throws Exception {
    var reloader = reloader();
    change(file);
    poll(reloader, 2);

    assertThat(builds).isZero();
  }

  @Test
  void it_watches_from_its_start_on() throws Exception {
    var loaded = new CompletableFuture<ClassLoader>();
    try (var reloader = reloader()) {
      change(SHARED);
      reloader.start(loaded::complete);

      assertThat(loaded.get(30, TimeUnit.SECONDS)).isInstanceOf(CodeSnapshot.class);
    }
  }

  private Reloader reloader() throws IOException {
    return new Reloader(Project.at(root), this::build, new PrintStream(written, true, UTF_8));
  }

  private Result build() {
    builds++;
    return result;
  }

  private void poll(Reloader reloader, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      reloader.poll(_ -> {
        if (refuses) {
          throw refusal;
        }
        reloads++;
      });
    }
  }

  /** Makes the file longer, because its time alone may be that of the change before. */
  private void change(String file) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, Files.exists(path) ? Files.readString(path) + "more" : "some");
  }

  private List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }
}
