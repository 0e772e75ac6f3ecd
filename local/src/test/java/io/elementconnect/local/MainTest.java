package io.elementconnect.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void each_base_port_has_a_journal_of_its_own() {
    assertThat(Main.journal(new Ports(8080))).isEqualTo(Path.of("local/target/journal.jsonl"));
    assertThat(Main.journal(new Ports(9000))).isEqualTo(Path.of("local/target/journal-9000.jsonl"));
  }
}
