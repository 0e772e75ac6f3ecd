package io.elementconnect.local.console;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What this process prints, line by line: a line of the journal goes unchanged into a file, and as
 * a person reads it to the terminal; any other goes to the terminal as it is. Lines of several
 * threads do not mix.
 */
public final class TerminalOutput extends OutputStream {
  private final OutputStream terminal;
  private final Path file;
  private final OutputStream journal;
  private final JournalLine journalLine;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * Writes to a terminal and, at its end, to a file.
   *
   * @param file the journal's, in a folder that is there
   */
  public TerminalOutput(OutputStream terminal, Path file, ZoneId zone, Paint paint)
      throws IOException {
    this.terminal = terminal;
    this.journalLine = new JournalLine(zone, paint);
    this.file = file;
    // Not a channel: the interrupt of a function that ran out of time would close it.
    this.journal = new FileOutputStream(file.toFile(), true);
  }

  /** A stream whose every line comes here as a whole. */
  public PrintStream stream() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  public synchronized void clearJournal() throws IOException {
    new FileOutputStream(file.toFile()).close();
  }

  @Override
  public synchronized void write(int b) throws IOException {
    line.write(b);
    if (b == '\n') {
      end();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(bytes[i]);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try (journal) {
      terminal.write(line.toByteArray());
      terminal.flush();
    }
  }

  private void end() throws IOException {
    var bytes = line.toByteArray();
    line.reset();
    var rendered = journalLine.render(new String(bytes, StandardCharsets.UTF_8));
    if (rendered.isPresent()) {
      if (!rendered.get().isEmpty()) {
        terminal.write((rendered.get() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      journal.write(bytes);
    } else {
      terminal.write(bytes);
    }
    terminal.flush();
  }
}
