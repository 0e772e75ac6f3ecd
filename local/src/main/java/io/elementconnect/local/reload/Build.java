package io.elementconnect.local.reload;

import java.io.IOException;
import java.util.List;

/** Builds the deployed modules. */
@FunctionalInterface
interface Build extends AutoCloseable {
  Result run() throws IOException, InterruptedException;

  /** Ends a build that is under way, with all its processes; none begins afterwards. */
  @Override
  default void close() {}

  /** How a build ended. */
  sealed interface Result {
    record Done() implements Result {}

    /**
     * The modules may be built in part.
     *
     * @param errors for whoever has to mend it, a line each
     */
    record Failed(List<String> errors) implements Result {}
  }
}
