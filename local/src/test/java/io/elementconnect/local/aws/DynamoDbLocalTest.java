package io.elementconnect.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DynamoDbLocalTest {

  @Test
  void only_the_loopback_address_listens() throws IOException {
    try (var local = DynamoDbLocal.start()) {
      assertThat(local.address().getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
      var others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();
      for (InetAddress other : others) {
        assertThatThrownBy(() -> new Socket(other, local.address().getPort()).close())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void nothing_listens_after_it_is_closed() throws IOException {
    InetSocketAddress address;
    try (var local = DynamoDbLocal.start()) {
      address = local.address();
      new Socket(address.getAddress(), address.getPort()).close();
    }

    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void a_port_that_is_taken_is_an_error() throws IOException {
    try (var local = DynamoDbLocal.start()) {
      var taken = local.address().getPort();

      assertThatThrownBy(() -> DynamoDbLocal.start(taken).close())
          .isInstanceOf(IOException.class)
          .hasMessage("DynamoDB Local cannot listen");
    }
  }

  @Test
  void two_of_them_have_their_own_tables() throws IOException {
    try (var one = DynamoDbLocal.start();
        var other = DynamoDbLocal.start();
        var oneClient = Clients.dynamoDb(one.endpoint());
        var otherClient = Clients.dynamoDb(other.endpoint())) {
      Tables.create(oneClient, "things");

      assertThat(oneClient.listTables().tableNames()).containsExactly("things");
      assertThat(otherClient.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void logging_follows_our_file_and_not_the_one_in_its_jar() {
    var logger = LoggerFactory.getLogger("software.amazon.dynamodb.services.local.server");

    assertThat(logger.isErrorEnabled()).isTrue();
    assertThat(logger.isWarnEnabled()).isFalse();
  }
}
