package io.elementconnect.local.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.elementconnect.local.gateway.Gateway;
import io.elementconnect.local.gateway.Gateway.Api;
import io.elementconnect.local.template.FunctionResource;
import io.elementconnect.local.template.HttpApiResource.Cors;
import io.elementconnect.local.template.RouteEvent;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadedHandlersTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  @TempDir private Path folder;

  @BeforeEach
  void setUp() {
    Held.reset();
  }

  @AfterEach
  void tearDown() {
    Held.released.complete(true);
    client.shutdownNow();
    threads.close();
  }

  @Test
  void the_next_invocation_runs_the_new_code() throws Exception {
    try (var gateway = gateway()) {
      assertThat(get(gateway)).isEqualTo("0");

      gateway.reload(version("1"));
      assertThat(get(gateway)).isEqualTo("1");

      gateway.reload(version("2"));
      assertThat(get(gateway)).isEqualTo("2");
    }
  }

  @Test
  void an_invocation_under_way_ends_on_the_old_code() throws Exception {
    try (var gateway = gateway()) {
      gateway.reload(compiled("", "Held.stay();", "1"));
      var underWay = begin(gateway);
      Held.entered.get(10, TimeUnit.SECONDS);

      // Its second class was not loaded yet.
      gateway.reload(version("2"));
      assertThat(get(gateway)).isEqualTo("2");

      Held.released.complete(true);
      assertThat(underWay.get(10, TimeUnit.SECONDS).body()).isEqualTo("1");
    }
  }

  @Test
  void a_handler_that_can_not_be_made_leaves_the_old_one() throws Exception {
    try (var gateway = gateway()) {
      gateway.reload(version("1"));
      var unmakeable =
          compiled("if (true) throw new IllegalStateException(\"no TABLE\");", "", "2");

      assertThatThrownBy(() -> gateway.reload(unmakeable))
          .isInstanceOf(IllegalArgumentException.class)
          .hasRootCauseMessage("no TABLE");
      assertThat(get(gateway)).isEqualTo("1");
    }
  }

  @Test
  void a_class_that_can_not_be_read_leaves_the_old_one() throws Exception {
    try (var gateway = gateway()) {
      gateway.reload(version("1"));
      var broken = folder.resolve("io/elementconnect/local/reload/Versioned.class");
      Files.createDirectories(broken.getParent());
      Files.writeString(broken, "no class");
      var code = new CodeSnapshot(folder);

      assertThatThrownBy(() -> gateway.reload(code)).isInstanceOf(LinkageError.class);
      assertThat(get(gateway)).isEqualTo("1");
    }
  }

  @Test
  void old_code_is_collected() throws Exception {
    try (var gateway = gateway()) {
      var collected = new ReferenceQueue<ClassLoader>();
      var old = used(gateway, collected);

      gateway.reload(version("2"));

      var found = collected.remove(1);
      for (int tries = 0; found == null && tries < 100; tries++) {
        System.gc();
        found = collected.remove(100);
      }
      assertThat(found).isSameAs(old);
    }
  }

  @Test
  void libraries_come_from_the_class_path() throws Exception {
    var code = version("1");

    assertThat(code.loadClass("io.elementconnect.local.reload.Versioned"))
        .isNotEqualTo(Versioned.class);
    assertThat(code.loadClass("io.elementconnect.local.reload.Held")).isEqualTo(Held.class);
  }

  @Test
  void resources_are_its_own_or_on_the_class_path() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "then");
    var code = new CodeSnapshot(folder);

    try (var resource = code.getResourceAsStream("a.txt");
        var library = code.getResourceAsStream("io/elementconnect/local/simulator/elements.json")) {
      assertThat(resource).hasContent("then");
      assertThat(library).isNotNull();
    }
  }

  /** The code stays on no stack. */
  private WeakReference<ClassLoader> used(Gateway gateway, ReferenceQueue<ClassLoader> collected)
      throws Exception {
    var code = version("1");
    gateway.reload(code);
    assertThat(get(gateway)).isEqualTo("1");
    return new WeakReference<>(code, collected);
  }

  private ClassLoader version(String version) throws IOException {
    return compiled("", "", version);
  }

  private ClassLoader compiled(String constructor, String handling, String version)
      throws IOException {
    var output = Files.createTempDirectory(folder, "");
    var file = output.resolve("Versioned.java");
    var source =
        """
        package io.elementconnect.local.reload;

        public final class Versioned
            implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
          public Versioned(java.util.Map<String, String> environment) {
            %s
          }

          public void handleRequest(
              java.io.InputStream event,
              java.io.OutputStream result,
              com.amazonaws.services.lambda.runtime.Context context)
              throws java.io.IOException {
            %s
            new Object() {
              void write() throws java.io.IOException {
                result.write("%s".getBytes());
              }
            }.write();
          }
        }
        """
            .formatted(constructor, handling, version);
    Files.writeString(file, source);
    var status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", output.toString(), file.toString());
    assertThat(status).isZero();
    return new CodeSnapshot(output);
  }

  private static Gateway gateway() throws IOException {
    var function =
        new FunctionResource(
            "F",
            "f",
            "R",
            Versioned.class.getName() + "::handleRequest",
            "f.zip",
            Map.of(),
            Duration.ofSeconds(20));
    var cors = new Cors(List.of(), List.of(), List.of(), List.of(), false, Duration.ZERO);
    var route = new RouteEvent("GET", "/", "F", Optional.empty());
    return Gateway.start(
        0, new Api(List.of(function), List.of(route), cors), Map.of(), InstantSource.system());
  }

  private String get(Gateway gateway) throws Exception {
    return begin(gateway).get(10, TimeUnit.SECONDS).body();
  }

  private Future<HttpResponse<String>> begin(Gateway gateway) {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + "/"));
    return threads.submit(() -> client.send(request.build(), BodyHandlers.ofString()));
  }
}
