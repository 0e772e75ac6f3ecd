package io.elementconnect;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed, and the list that is published of it. */
class FunctionZipsIT {
  private static final int MAX_BYTES = 14_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"redirect-url", "oauth-callback", "instance-metadata"})
  void a_zip_is_small(String function) throws IOException {
    assertThat(Files.size(target(function, ".zip"))).isLessThanOrEqualTo(MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect-url", "oauth-callback", "instance-metadata"})
  @Tag("R60")
  void a_zip_holds_the_jars_that_were_agreed_on_and_nothing_else(String function)
      throws IOException {
    var agreed = Stream.concat(Stream.of(function), agreed().stream());

    assertThat(files(function))
        .extracting(file -> file.replaceFirst("-[0-9][^/]*\\.jar$", ".jar"))
        .containsExactlyInAnyOrderElementsOf(agreed.map(jar -> "lib/" + jar + ".jar").toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect-url", "oauth-callback", "instance-metadata"})
  void a_zip_holds_nothing_of_tests_or_of_local(String function) throws IOException {
    var unwanted = "lib/(.*(junit|jqwik|assertj|archunit|mockito|netty|jetty|databind)|local-).*";

    assertThat(files(function)).noneMatch(file -> file.matches(unwanted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect-url", "oauth-callback", "instance-metadata"})
  @Tag("R60")
  void the_sbom_lists_every_jar_of_the_zip_by_its_hash(String function) throws IOException {
    var sbom = new JsonMapper().readTree(target(function, "-sbom.json").toFile());
    var listed =
        sbom.path("components")
            .valueStream()
            .collect(toMap(FunctionZipsIT::file, FunctionZipsIT::hash));
    var zipped = hashes(function);

    // The SBOM's subject, which it gives no hash of.
    assertThat(zipped.remove(file(sbom.path("metadata").path("component")))).isNotNull();
    assertThat(listed).as("what Maven lists, unless it is offline").isEqualTo(zipped);
  }

  private static List<String> files(String function) throws IOException {
    try (var zip = new ZipFile(target(function, ".zip").toFile())) {
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  /** SHA-256 of each file in the zip, by its name. */
  private static Map<String, String> hashes(String function) throws IOException {
    var hashes = new TreeMap<String, String>();
    try (var zip = new ZipFile(target(function, ".zip").toFile())) {
      for (var file : files(function)) {
        try (var in = zip.getInputStream(zip.getEntry(file))) {
          hashes.put(file, sha256(in.readAllBytes()));
        }
      }
    }
    return hashes;
  }

  private static String file(JsonNode component) {
    return "lib/"
        + component.path("name").textValue()
        + "-"
        + component.path("version").textValue()
        + ".jar";
  }

  private static String hash(JsonNode component) {
    return component
        .path("hashes")
        .valueStream()
        .filter(hash -> hash.path("alg").textValue().equals("SHA-256"))
        .map(hash -> hash.path("content").textValue())
        .findFirst()
        .orElseThrow();
  }

  private static Path target(String function, String suffix) {
    return Path.of("..", "functions", function, "target", function + suffix);
  }

  private static List<String> agreed() throws IOException {
    try (InputStream in = FunctionZipsIT.class.getResourceAsStream("jars.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
