package io.elementconnect.local.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Amazon's own DynamoDB engine, in memory, on a free port of 127.0.0.1.
 *
 * <p>The engine's handler stands in a Jetty server of ours, because the server that comes with it
 * listens on every interface and reports its starts to Amazon. All regions and access keys see the
 * same tables. TTL deletion, throttling and permissions do not exist in it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html">DynamoDB
 *     local usage notes</a>
 */
final class DynamoDbLocal implements AutoCloseable {
  // Far longer than any client keeps a connection open: a request must never meet one that this
  // side is just closing, for a POST is not sent again.
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Server server;
  private final ServerConnector connector;
  private final LocalDynamoDBServerHandler engine;

  private DynamoDbLocal(
      Server server, ServerConnector connector, LocalDynamoDBServerHandler engine) {
    this.server = server;
    this.connector = connector;
    this.engine = engine;
  }

  /**
   * Listens from now on, with no tables.
   *
   * @throws IOException when it cannot listen; nothing is left running
   */
  static DynamoDbLocal start() throws IOException {
    return start(0);
  }

  /** As {@link #start()}, on a given port. */
  static DynamoDbLocal start(int port) throws IOException {
    var threads = new QueuedThreadPool();
    threads.setName("dynamodb");
    threads.setDaemon(true);
    var server = new Server(threads);
    var connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    var engine = engine();
    server.setHandler(engine);
    var local = new DynamoDbLocal(server, connector, engine);
    try {
      server.start();
    } catch (Exception e) {
      local.close();
      throw new IOException("DynamoDB Local cannot listen", e);
    }
    return local;
  }

  /** Where it listens, as the operating system has it. */
  InetSocketAddress address() {
    try {
      var channel = (ServerSocketChannel) connector.getTransport();
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code http://127.0.0.1:<port>}. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + address().getPort());
  }

  /** Stops listening and forgets all tables. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not stop", e);
    } finally {
      engine.close();
    }
  }

  private static HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    return configuration;
  }

  private static LocalDynamoDBServerHandler engine() {
    var inMemory = true;
    var sharedBetweenRegionsAndKeys = true;
    var delayTransientStatuses = false;
    var allowedOrigins = "";
    return new LocalDynamoDBServerHandler(
        new LocalDynamoDBRequestHandler(
            0, inMemory, null, sharedBetweenRegionsAndKeys, delayTransientStatuses),
        allowedOrigins);
  }
}
