package io.elementconnect.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalOutputTest {
  private static final String EVENT =
      "{\"time\":\"2030-01-01T12:00:00Z\",\"event\":\"token_read\",\"tenant\":\"acme\",\"_aws\":{}}";
  private static final String RENDERED = "12:00:00  token read              tenant=acme";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  @TempDir private Path folder;
  private Path journal = Path.of("");
  private PrintStream out = new PrintStream(terminal, true, UTF_8);

  @BeforeEach
  void setUp() throws IOException {
    journal = folder.resolve("journal.jsonl");
    out = output().stream();
  }

  @Test
  void a_line_of_the_journal_goes_unchanged_to_the_file_and_readable_to_the_terminal()
      throws IOException {
    out.println(EVENT);
    out.println(EVENT);

    assertThat(shown()).isEqualTo(RENDERED + "\n" + RENDERED + "\n");
    assertThat(journal).hasContent(EVENT + "\n" + EVENT + "\n");
  }

  @Test
  void what_nobody_waits_for_goes_to_the_journal_alone() {
    var idle =
        EVENT
            .replaceFirst("\"event\":\"[a-z_]+\"", "\"event\":\"repair_ended\"")
            .replaceFirst(",\"_aws\"", ",\"due\":0,\"reason\":\"done\",\"_aws\"");
    out.println(idle);

    assertThat(shown()).isEmpty();
    assertThat(journal).hasContent(idle + "\n");
  }

  @Test
  void other_lines_go_to_the_terminal_as_they_are() {
    out.println("Grüße {\"a\":1}");
    out.println();
    new IllegalStateException("lost").printStackTrace(out);

    assertThat(shown())
        .startsWith("Grüße {\"a\":1}\n\njava.lang.IllegalStateException: lost\n\tat io.element");
    assertThat(journal).isEmptyFile();
  }

  @Test
  void a_line_is_one_however_it_is_written() {
    out.print(EVENT.substring(0, 10));
    out.flush();
    out.print(EVENT.substring(10) + "\nand ");
    out.print("more\n");

    assertThat(shown()).isEqualTo(RENDERED + "\nand more\n");
  }

  @Test
  void the_journal_of_a_start_before_is_cleared() throws IOException {
    out.println(EVENT);
    var next = output();
    next.clearJournal();
    next.stream().println(EVENT);

    assertThat(journal).hasContent(EVENT + "\n");
  }

  @Test
  void the_interrupt_of_one_thread_is_not_the_end_of_the_journal() throws InterruptedException {
    var thread =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              out.println(EVENT);
            });
    thread.join();
    out.println(EVENT);

    assertThat(journal).hasContent(EVENT + "\n" + EVENT + "\n");
  }

  @Test
  void lines_of_concurrent_threads_do_not_mix() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      var line = i % 2 == 0 ? EVENT : "something else";
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int j = 0; j < 100; j++) {
                  out.println(line);
                }
              }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(shown().lines()).hasSize(800).containsOnly(RENDERED, "something else");
    assertThat(journal).content().hasLineCount(400);
    assertThat(linesOfJournal()).containsOnly(EVENT);
  }

  private TerminalOutput output() throws IOException {
    return new TerminalOutput(terminal, journal, ZoneOffset.UTC, Paint.NONE);
  }

  private String shown() {
    return terminal.toString(UTF_8);
  }

  private Iterable<String> linesOfJournal() {
    try {
      return Files.readAllLines(journal);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
