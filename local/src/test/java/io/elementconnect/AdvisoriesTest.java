package io.elementconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.Machine;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.LoopbackServer;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.thirdparty.jackson.core.json.PackageVersion;

/** The script {@code .ci/advisories}, with advisories that were made up for this test. */
@Tag("long")
class AdvisoriesTest {
  private static final Path SCRIPT = Path.of("../.ci/advisories");
  private static final Path POLICY = Path.of("../.ci/advisories.json");
  private static final Path ADVISORIES =
      Path.of("src/test/resources/io/elementconnect/advisories.json");

  private static final String JACKSON = "com.fasterxml.jackson.core/jackson-core";
  private static final String EXCEPTION =
      "{\"id\":\"%s\",\"package\":\"%s\",\"reason\":\"not reached\",\"until\":\"%s\"}";

  @TempDir private Path folder;

  private record Result(int status, String output) {}

  @BeforeAll
  static void lookForPython() throws IOException, InterruptedException {
    Machine.has(
        hasPython(),
        "AdvisoriesTest runs .ci/advisories and needs Python: apt-get install python3");
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void an_affected_version_is_found() throws Exception {
    var affected =
        Stream.of(
            "1.0", "2.18.8", "2.18.9-rc1", "2.21", "2.21.4", "2.20-beta7", "2.22.0-rc1", "2.22.1");

    var result = check(sbom(affected.map(version -> JACKSON + "@" + version)));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output())
        .contains(
            "com.fasterxml.jackson.core:jackson-core 2.21.4: TEST-2026-0001, CVE-0000-0001:"
                + " Two ranges and a version of its own\n",
            "8 libraries, 8 advisories that apply, 0 of them excepted.\n");
  }

  @Test
  void a_fixed_version_is_not_found() throws Exception {
    var fixed =
        Stream.of("2.18.9", "2.20.0", "2.20-beta8", "2.21.5", "2.22.0-beta1", "2.22.2", "3.0");

    assertThat(check(sbom(fixed.map(version -> JACKSON + "@" + version))))
        .isEqualTo(new Result(0, "7 libraries, 0 advisories that apply, 0 of them excepted.\n"));
  }

  @Test
  void an_advisory_counts_for_its_own_package_and_ecosystem_until_it_is_withdrawn()
      throws Exception {
    var others =
        sbom(
            "com.example/jackson-core@1",
            "com.example/other-ecosystem@1",
            "com.example/withdrawn@1");

    assertThat(check(others).status()).isZero();
  }

  @Test
  void an_advisory_that_names_no_version_counts_for_all() throws Exception {
    assertThat(check(sbom("com.example/git-only@7")).status()).isEqualTo(1);
  }

  @Test
  void versions_are_ordered_as_maven_orders_them() throws Exception {
    var ascending =
        Stream.of(
                "0.9 1-alpha-1 1-a2 1.0-beta 1-b2 1.0-m1 1.0-milestone-2 1-rc1 1.0-CR2 1.0-SNAPSHOT",
                "1 1-sp 1-foo 1-1 1.0.1 1.1-rc 1.1.Final 1.2 1.10 2.0.0.RELEASE")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .toList();
    var lower = ascending.subList(0, ascending.size() - 1);
    var higher = ascending.subList(1, ascending.size());
    var same = List.of("1.0.0", "1.0.Final", "1-ga", "1.0-0.0");
    var one = Collections.nCopies(same.size(), "1");

    assertThat(foundOf(lower, higher)).isEqualTo(lower.size());
    assertThat(foundOf(higher, lower)).isZero();
    assertThat(foundOf(same, one)).isZero();
    assertThat(foundOf(one, same)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"TEST-2026-0001", "CVE-0000-0001"})
  void an_exception_takes_one_advisory_of_one_package_out(String id) throws Exception {
    var policy =
        policy(EXCEPTION.formatted(id, "com.fasterxml.jackson.core:jackson-core", "9999-12-31"));
    var sbom = sbom(JACKSON + "@2.21.4");

    assertThat(check(ADVISORIES, policy, sbom))
        .isEqualTo(new Result(0, "1 libraries, 1 advisories that apply, 1 of them excepted.\n"));
    assertThat(check(ADVISORIES, policy(EXCEPTION.formatted(id, "a:b", "9999-12-31")), sbom))
        .returns(1, Result::status)
        .extracting(Result::output)
        .asString()
        .contains("The exception for " + id + " in a:b is no longer needed.");
    assertThat(
            check(ADVISORIES, policy, sbom(JACKSON + "@2.21.4", "com.example/git-only@7")).status())
        .isEqualTo(1);
  }

  @Test
  void an_exception_that_has_expired_fails() throws Exception {
    var expired =
        policy(
            EXCEPTION.formatted(
                "TEST-2026-0001", "com.fasterxml.jackson.core:jackson-core", "2026-01-31"));

    var result = check(ADVISORIES, expired, sbom(JACKSON + "@2.21.4"));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).contains("ended on 2026-01-31: look at it again.");
    assertThat(check(ADVISORIES, expired, sbom(JACKSON + "@3.0")).status()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"A\",\"package\":\"a:b\",\"until\":\"9999-12-31\"}",
        "{\"id\":\"A\",\"package\":\"a:b\",\"reason\":\" \",\"until\":\"9999-12-31\"}",
        "{\"id\":\"A\",\"package\":\"a:b\",\"reason\":\"r\",\"until\":\"some day\"}",
        "7"
      })
  void an_exception_needs_a_reason_and_a_date(String exception) throws Exception {
    assertNotChecked(check(ADVISORIES, policy(exception), sbom(JACKSON + "@3.0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "[7]",
        "{}",
        "[{\"id\":7}]",
        "[{\"id\":\"A\",\"affected\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"a:b\"},"
            + "\"ranges\":[{\"type\":\"ECOSYSTEM\"}]}]}]",
        "[{\"id\":\"A\",\"affected\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"a:b\"},"
            + "\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"solved\":\"1\"}]}]}]}]"
      })
  void a_database_that_cannot_be_read_is_not_a_clean_one(String content) throws Exception {
    assertNotChecked(check(file("database.json", content), POLICY, sbom("a/b@1")));
  }

  @Test
  void a_database_that_is_not_there_is_not_a_clean_one() throws Exception {
    assertNotChecked(check(folder.resolve("none.json"), POLICY, sbom("a/b@1")));
    assertNotChecked(check(Files.createDirectory(folder.resolve("empty")), POLICY, sbom("a/b@1")));
  }

  @Test
  void a_folder_of_advisories_is_a_database() throws Exception {
    Files.createDirectory(folder.resolve("all"));
    file("all/one.json", advisory("a:b", "2"));
    file("all/two.json", "[" + advisory("a:b", "1") + "]");

    assertThat(check(folder.resolve("all"), POLICY, sbom("a/b@1.5")).status()).isEqualTo(1);
  }

  @Test
  void without_an_sbom_nothing_was_checked() throws Exception {
    assertNotChecked(check(folder.resolve("none-sbom.json")));
    assertNotChecked(check(sbom()));
    assertNotChecked(check(file("a-sbom.json", "{\"components\":[]}")));
    assertNotChecked(check(file("b-sbom.json", "{")));
    assertNotChecked(
        check(
            file(
                "c-sbom.json", "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"name\":\"x\"}]}")));
  }

  @Test
  void a_function_without_an_sbom_was_not_checked() throws Exception {
    Files.createDirectories(folder.resolve("functions/one"));
    file("functions/one/pom.xml", "");
    Files.createDirectory(folder.resolve(".ci"));
    var copy = Files.copy(SCRIPT, folder.resolve(".ci/advisories"));
    Files.copy(POLICY, folder.resolve(".ci/advisories.json"));

    assertNotChecked(run(copy, "--database", ADVISORIES.toAbsolutePath().toString()));

    Files.createDirectory(folder.resolve("functions/one/target"));
    Files.copy(sbom(JACKSON + "@2.21.4"), folder.resolve("functions/one/target/one-sbom.json"));
    assertThat(run(copy, "--database", ADVISORIES.toAbsolutePath().toString()).status())
        .isEqualTo(1);
  }

  @Test
  void a_copy_inside_another_library_counts_under_its_own_name() throws Exception {
    var copies =
        """
        {"exceptions": [], "copies": [{"in": "a:b", "inVersion": "1",
          "package": "com.fasterxml.jackson.core:jackson-core", "version": "2.21.4"}]}\
        """;
    var policy = file("copies.json", copies);

    assertThat(check(ADVISORIES, policy, sbom("a/b@1")).status()).isEqualTo(1);
    assertThat(check(ADVISORIES, policy, sbom("a/c@1")).status()).isZero();
    assertNotChecked(check(ADVISORIES, policy, sbom("a/b@2")));
  }

  /** The AWS SDK holds a renamed copy of jackson-core, which no SBOM lists. */
  @Test
  void the_policy_says_which_jackson_the_aws_sdk_holds() throws Exception {
    var copies = new JsonMapper().readTree(POLICY.toFile()).path("copies");
    var jar =
        Path.of(PackageVersion.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(copies).hasSize(1);
    assertThat(copies.path(0).path("version").asText())
        .isEqualTo(PackageVersion.VERSION.toString());
    assertThat(jar.getFileName())
        .hasToString(
            "third-party-jackson-core-" + copies.path(0).path("inVersion").asText() + ".jar");
  }

  @Test
  void osv_is_asked_about_every_library_and_page() throws Exception {
    var asked = new CopyOnWriteArrayList<String>();
    try (var osv = LoopbackServer.start(0, 100_000, call -> osv(call, asked))) {
      var result = askOsv(osv, sbom(JACKSON + "@2.21.4", "a/b@1"));

      assertThat(result.status()).isEqualTo(1);
      assertThat(result.output())
          .contains("a:b 1: TEST-1: One", "a:b 1: TEST-2: Two", "2 libraries, 2 advisories");
      assertThat(asked)
          .containsExactly(
              "/v1/querybatch", "/v1/querybatch", "/v1/vulns/TEST-1", "/v1/vulns/TEST-2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"results\":[]}", "{\"results\":[7]}", "<html>", ""})
  void what_osv_does_not_answer_was_not_checked(String body) throws Exception {
    try (var osv = LoopbackServer.start(0, 100_000, _ -> Reply.json(200, body))) {
      assertNotChecked(askOsv(osv, sbom("a/b@1")));
    }
    try (var osv = LoopbackServer.start(0, 100_000, _ -> Reply.json(503, "{\"results\":[{}]}"))) {
      assertNotChecked(askOsv(osv, sbom("a/b@1")));
      osv.refuseConnections();
      assertNotChecked(askOsv(osv, sbom("a/b@1")));
    }
  }

  /** Knows two advisories of a:b, one on each page. */
  private static Reply osv(Call call, List<String> asked) {
    asked.add(call.path());
    return switch (call.path()) {
      case "/v1/querybatch" ->
          Reply.json(
              200,
              call.text().contains("page_token")
                  ? "{\"results\":[{\"vulns\":[{\"id\":\"TEST-2\"}]}]}"
                  : "{\"results\":[{\"vulns\":[{\"id\":\"TEST-1\"}],\"next_page_token\":\"2\"},{}]}");
      case "/v1/vulns/TEST-1" -> Reply.json(200, "{\"id\":\"TEST-1\",\"summary\":\"One\"}");
      default -> Reply.json(200, "{\"id\":\"TEST-2\",\"summary\":\"Two\"}");
    };
  }

  private Result askOsv(LoopbackServer osv, Path sbom) throws IOException, InterruptedException {
    return run(SCRIPT, "--api", "http://localhost:" + osv.port(), sbom.toString());
  }

  /** How many of these versions are found when each is fixed in the version at its place. */
  private long foundOf(List<String> versions, List<String> fixed)
      throws IOException, InterruptedException {
    var places = IntStream.range(0, versions.size()).boxed().toList();
    var database =
        places.stream()
            .map(i -> advisory("a:p" + i, fixed.get(i)))
            .collect(Collectors.joining(",", "[", "]"));
    var sbom = sbom(places.stream().map(i -> "a/p" + i + "@" + versions.get(i)));

    var result = check(file("fixed.json", database), POLICY, sbom);

    assertThat(result.output()).contains(versions.size() + " libraries");
    return result.output().lines().filter(line -> line.contains(": TEST")).count();
  }

  private static String advisory(String name, String fixed) {
    return """
    {"id": "TEST", "affected": [{"package": {"ecosystem": "Maven", "name": "%s"},
      "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "%s"}]}]}]}\
    """
        .formatted(name, fixed);
  }

  private Path sbom(String... components) throws IOException {
    return sbom(Stream.of(components));
  }

  private Path sbom(Stream<String> components) throws IOException {
    var list =
        components
            .map(component -> "{\"purl\":\"pkg:maven/" + component + "?type=jar\"}")
            .collect(Collectors.joining(","));
    return file("test-sbom.json", "{\"bomFormat\":\"CycloneDX\",\"components\":[" + list + "]}");
  }

  private Path policy(String exception) throws IOException {
    return file("policy.json", "{\"exceptions\":[" + exception + "],\"copies\":[]}");
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static void assertNotChecked(Result result) {
    assertThat(result.status()).as(result.output()).isEqualTo(2);
    assertThat(result.output()).startsWith("Not checked: ");
  }

  private static Result check(Path sbom) throws IOException, InterruptedException {
    return check(ADVISORIES, POLICY, sbom);
  }

  private static Result check(Path database, Path policy, Path sbom)
      throws IOException, InterruptedException {
    return run(
        SCRIPT, "--database", database.toString(), "--policy", policy.toString(), sbom.toString());
  }

  private static Result run(Path script, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }
}
