package io.elementconnect.local.reload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloaderTest {
  private static final String SHARED = "shared/src/main/java/A.java";
  private static final String START = "functions/start/src/main/java/B.java";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<ClassLoader> taken = new ArrayList<>();
  @TempDir private Path root;

  @BeforeEach
  void setUp() throws IOException {
    write(SHARED, "class A { static int value() { return 1; } }");
    write(START, "class B { int value = A.value(); }");
  }

  @Test
  void nothing_changed_is_nothing_to_do() throws Exception {
    poll(reloader(), 3);

    assertThat(taken).isEmpty();
    assertThat(lines()).isEmpty();
  }

  @Test
  void a_change_is_compiled_once_and_taken_into_use() throws Exception {
    var reloader = reloader();
    write(SHARED, "class A { static int value() { return 22; } }");
    poll(reloader, 4);

    assertThat(taken).hasSize(1);
    assertThat(valueOfB(taken.getFirst())).isEqualTo(22);
    assertThat(lines()).singleElement().asString().matches("Reloaded in \\d+ ms");
  }

  @Test
  void what_still_changes_is_left_in_peace() throws Exception {
    var reloader = reloader();
    write(START, "class B { int value = 33; }");
    poll(reloader, 1);
    write(START, "class B { int value = 4444; }");
    poll(reloader, 1);
    assertThat(taken).isEmpty();

    poll(reloader, 1);
    assertThat(valueOfB(taken.getFirst())).isEqualTo(4444);
  }

  @Test
  void new_and_deleted_files_are_changes() throws Exception {
    var reloader = reloader();
    write("shared/src/main/resources/x/c.json", "{}");
    poll(reloader, 2);
    Files.delete(root.resolve("shared/src/main/resources/x/c.json"));
    poll(reloader, 2);

    assertThat(taken).hasSize(2);
    assertThat(taken.getFirst().getResource("x/c.json")).isNotNull();
    assertThat(taken.getLast().getResource("x/c.json")).isNull();
  }

  @Test
  void what_does_not_compile_is_reported_and_not_tried_again() throws Exception {
    var reloader = reloader();
    write(SHARED, "class A { missing }");
    poll(reloader, 4);

    assertThat(taken).isEmpty();
    assertThat(lines().getFirst()).contains(SHARED + ":1: error: ");
    assertThat(lines())
        .endsWith("Not reloaded; the functions continue unchanged.", "They do not compile.")
        .containsOnlyOnce("They do not compile.");
  }

  @Test
  void corrected_code_is_taken_into_use_with_all_that_changed_meanwhile() throws Exception {
    var reloader = reloader();
    write(SHARED, "class A { missing }");
    poll(reloader, 2);
    write(START, "class B { int value = 2 * A.value(); }");
    write(SHARED, "class A { static int value() { return 22; } }");
    poll(reloader, 2);

    assertThat(valueOfB(taken.getFirst())).isEqualTo(44);
  }

  @Test
  void code_that_can_not_be_used_is_reported_with_the_reason() throws Exception {
    var reloader =
        new Reloader(
            root,
            out(),
            _ -> {
              throw new IllegalArgumentException(
                  "X could not be made.", new IllegalStateException("TABLE is missing"));
            });
    write(SHARED, "class A { static int value() { return 22; } }");
    poll(reloader, 4);

    assertThat(lines())
        .containsExactly(
            "Not reloaded; the functions continue unchanged.",
            "X could not be made.",
            "TABLE is missing");
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
    write(file, "no Java");
    poll(reloader, 3);

    assertThat(lines()).isEmpty();
  }

  @Test
  void it_watches_from_its_start_on_and_leaves_no_thread() throws Exception {
    var before = threads();
    var loaded = new CompletableFuture<ClassLoader>();
    try (var reloader = new Reloader(root, out(), loaded::complete)) {
      write(SHARED, "class A { static int value() { return 22; } }");
      reloader.start();

      assertThat(valueOfB(loaded.get(30, TimeUnit.SECONDS))).isEqualTo(22);
      assertThat(threads()).isNotEqualTo(before);
    }

    assertThat(threads()).isSubsetOf(before);
  }

  private Reloader reloader() throws IOException {
    return new Reloader(root, out(), taken::add);
  }

  private PrintStream out() {
    return new PrintStream(written, true, UTF_8);
  }

  private static void poll(Reloader reloader, int times) {
    for (int i = 0; i < times; i++) {
      reloader.poll();
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("reload"))
        .collect(Collectors.toSet());
  }

  private static Object valueOfB(ClassLoader code) throws ReflectiveOperationException {
    var constructor = code.loadClass("B").getDeclaredConstructor();
    constructor.setAccessible(true);
    var field = code.loadClass("B").getDeclaredField("value");
    field.setAccessible(true);
    return field.get(constructor.newInstance());
  }

  /** Every text of a file has another length, because its time may be that of the text before. */
  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<String> lines() {
    return written.toString(UTF_8).lines().toList();
  }
}
