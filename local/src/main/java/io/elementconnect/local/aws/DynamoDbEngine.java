package io.elementconnect.local.aws;

import java.io.IOException;
import java.net.URI;

/** The server that the tables are in. */
interface DynamoDbEngine extends AutoCloseable {
  /**
   * The engine that is named, or a dynoxide process.
   *
   * @param named the endpoint of an engine that runs already, empty for none
   * @throws IllegalArgumentException when the named one is not on this machine
   * @throws IllegalStateException when none listens; nothing is left running
   */
  static DynamoDbEngine start(String named) throws IOException {
    return named.isEmpty() ? Dynoxide.start() : NamedEngine.at(named);
  }

  /** Where it listens, without a path. */
  URI endpoint();

  /** Ends what was started here. */
  @Override
  void close();
}
