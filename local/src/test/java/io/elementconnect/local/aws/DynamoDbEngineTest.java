package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbEngineTest {
  private static final Duration END = Duration.ofSeconds(10);

  @Test
  void only_the_loopback_address_listens() throws IOException {
    try (var engine = DynamoDbEngine.start("")) {
      connect(InetAddress.ofLiteral("127.0.0.1"), engine.endpoint());
      var others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();
      for (InetAddress other : others) {
        assertThatThrownBy(() -> connect(other, engine.endpoint()))
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void nothing_runs_after_it_is_closed() throws Exception {
    var engine = DynamoDbEngine.start("");
    var processes = engine.process().orElseThrow().descendants().toList();

    engine.close();

    assertThat(processes).isNotEmpty();
    for (var process : processes) {
      assertEnds(process);
    }
    assertThatThrownBy(() -> connect(InetAddress.ofLiteral("127.0.0.1"), engine.endpoint()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void another_server_on_the_port_is_not_taken_for_the_engine() throws IOException {
    var before = ProcessHandle.current().children().toList();
    try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> DynamoDbEngine.start(other.getLocalPort()).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("The DynamoDB engine did not start: error: port ")
          .hasMessageContaining(" is already in use");
    }
    assertThat(ProcessHandle.current().children()).isSubsetOf(before);
  }

  @Test
  void two_of_them_have_their_own_tables() throws IOException {
    try (var one = DynamoDbEngine.start("");
        var other = DynamoDbEngine.start("");
        var oneClient = Clients.dynamoDb(one.endpoint());
        var otherClient = Clients.dynamoDb(other.endpoint())) {
      SampleTables.create(oneClient, "things");

      assertThat(oneClient.listTables().tableNames()).containsExactly("things");
      assertThat(otherClient.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void it_ends_with_its_parent_even_when_that_is_killed() throws Exception {
    var parent = parent();
    var lines = parent.inputReader(StandardCharsets.UTF_8);
    var endpoint = URI.create(lines.readLine());
    var sleeper = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
    var processes = parent.descendants().filter(process -> !process.equals(sleeper)).toList();
    try {
      connect(InetAddress.ofLiteral("127.0.0.1"), endpoint);

      parent.destroyForcibly().waitFor();

      assertThat(processes).hasSizeGreaterThanOrEqualTo(2);
      for (var process : processes) {
        assertEnds(process);
      }
      assertThat(sleeper.isAlive()).as("another child that lives on").isTrue();
    } finally {
      parent.destroyForcibly();
      sleeper.destroyForcibly();
      processes.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void an_engine_that_runs_on_this_machine_may_be_named_and_goes_on() throws IOException {
    try (var engine = DynamoDbEngine.start("")) {
      try (var named = DynamoDbEngine.start(engine.endpoint() + "/");
          var client = Clients.dynamoDb(named.endpoint())) {
        SampleTables.create(client, "things");
      }

      try (var client = Clients.dynamoDb(engine.endpoint())) {
        assertThat(client.listTables().tableNames()).containsExactly("things");
      }
    }
  }

  @Test
  void a_named_engine_must_run() throws IOException {
    String endpoint;
    try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      endpoint = "http://127.0.0.1:" + free.getLocalPort();
    }

    assertThatThrownBy(() -> DynamoDbEngine.start(endpoint).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("DYNAMODB_ENDPOINT: nothing listens at " + endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://dynamodb.us-east-1.amazonaws.com",
        "http://192.0.2.1:8000",
        "http://localhost.example.com:8000",
        "http://localhost:8000@example.com",
        "http://localhost:8000/x",
        "localhost:8000"
      })
  void an_engine_elsewhere_is_refused(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DynamoDbEngine.start(endpoint).close())
        .withMessage(
            "DYNAMODB_ENDPOINT must be on this machine, such as http://localhost:8000, not "
                + endpoint);
  }

  private static Process parent() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DynamoDbEngineProcess.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void connect(InetAddress address, URI endpoint) throws IOException {
    new Socket(address, endpoint.getPort()).close();
  }

  /** The process is gone, or only its exit code is left, which nobody may ever read. */
  private static void assertEnds(ProcessHandle process) throws InterruptedException {
    var end = System.nanoTime() + END.toNanos();
    while (process.info().command().isPresent()) {
      assertThat(System.nanoTime()).as("process %s runs", process.info()).isLessThan(end);
      Thread.sleep(10);
    }
  }
}
