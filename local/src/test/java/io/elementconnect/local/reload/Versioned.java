package io.elementconnect.local.reload;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;

/** The handler on the class path; the test compiles others of its name. */
public final class Versioned implements RequestStreamHandler {
  public Versioned(Map<String, String> environment) {
    Objects.requireNonNull(environment);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream result, Context context)
      throws IOException {
    result.write('0');
  }
}
