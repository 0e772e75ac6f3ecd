package io.elementconnect.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.elementconnect.local.gateway.Gateway;
import io.elementconnect.local.template.FunctionResource;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function as Lambda runs it: its zip unpacked, the real runtime interface client, a process of
 * its own.
 */
public final class LambdaProcess implements AutoCloseable {
  private static final Set<Path> UNPACKED = new HashSet<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final RuntimeApi runtimeApi;
  private final Process process;
  private final Path output;

  /**
   * Starts the process.
   *
   * @param function as the template says
   * @param root where its {@code CodeUri} is relative to
   * @param environment what every function gets
   */
  public LambdaProcess(FunctionResource function, Path root, Map<String, String> environment)
      throws IOException {
    var folder = Path.of("target", "lambda", function.logicalId()).toAbsolutePath();
    var code = folder.resolve("code");
    var nativePart = folder.resolve("native.so");
    unpack(root.resolve(function.codeUri()), code, nativePart);
    var own = Files.createDirectories(folder.resolve("" + COUNT.incrementAndGet()));
    output = own.resolve("output.txt");
    runtimeApi = new RuntimeApi();
    var variables = new HashMap<>(Gateway.environment(function, environment));
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi.address());
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // By itself the client unpacks its native part to one path for all processes.
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + nativePart,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                runtimeClassPath(),
                AWSLambda.class.getName(),
                function.handler())
            // The client looks for the code where it is started.
            .directory(code.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    process = builder.start();
    var _ = process.onExit().thenRun(() -> runtimeApi.fail("the process has ended"));
  }

  /** What the function makes of an event. */
  public String invoke(String event) {
    return runtimeApi.invoke(event);
  }

  /** The lines that the process wrote so far. */
  public List<String> output() throws IOException {
    return Files.readAllLines(output);
  }

  /** Ends the process at once, whatever it is about (SIGKILL), and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    runtimeApi.close();
  }

  /** The runtime's own jars and nothing of ours: that comes out of the zip. */
  private static String runtimeClassPath() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(LambdaProcess::jar)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Once for all processes of this JVM: one may be running from it. */
  private static synchronized void unpack(Path zip, Path code, Path nativePart) throws IOException {
    if (UNPACKED.add(code)) {
      unzip(zip, code);
      var architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
      var name = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
      try (var in = Objects.requireNonNull(AWSLambda.class.getResourceAsStream(name))) {
        Files.copy(in, nativePart, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void unzip(Path zip, Path folder) throws IOException {
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("an entry of the zip leads out of it");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.write(target, in.readAllBytes());
        }
      }
    }
  }
}
