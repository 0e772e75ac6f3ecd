package io.elementconnect.cloudelements.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.elementconnect.Unavailable;
import io.elementconnect.Unavailable.Dependency;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.cloudelements.CloudElements.Creation;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.NewInstance;
import io.elementconnect.cloudelements.CloudElements.Readiness;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.secrets.CloudElementsAccount;
import io.elementconnect.secrets.SecretProblem;
import io.elementconnect.secrets.SecretProblem.Kind;
import io.elementconnect.secrets.SecretStore;
import io.elementconnect.testing.MemorySecrets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * With which secrets Cloud Elements is called, and how often. The clock moves only as a test says.
 */
@Tag("R38")
class AuthorizedSenderTest {
  private static final Pattern USER =
      Pattern.compile("Authorization: User (\\w+), Organization org");
  private static final String INSTANCE =
      "{\"id\":42,\"token\":\"t0k=\",\"element\":{\"key\":\"acme\"},\"valid\":true,\"tags\":[\"a\"]}";

  private final Deque<String> answers = new ArrayDeque<>();
  private final RawServer server = RawServer.doing(this::answer);
  private final CloudElements client =
      new HttpCloudElements(
          "http://" + server.address(),
          new CloudElementsAccount(_ -> read(), "test/cloud-elements", () -> now()),
          Set.of("infusionsoft.server"),
          () -> now());
  private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private volatile String user = "old";
  private final AtomicInteger reads = new AtomicInteger();
  private volatile Runnable whileReading = () -> {};

  AuthorizedSenderTest() throws IOException {}

  enum Call {
    CREATE,
    LIST,
    READ
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void after_a_401_changed_secrets_are_tried(Call call) {
    answers.add(refusal());
    answers.add(success(call));
    rotate();

    assertThat(send(call)).isInstanceOfAny(Creation.Created.class, Listing.Found.class);

    assertThat(users()).containsExactly("old", "new");
  }

  @ParameterizedTest
  @EnumSource
  void a_second_401_is_final(Call call) {
    answers.add(refusal());
    answers.add(refusal());
    rotate();

    assertThat(send(call)).matches(AuthorizedSenderTest::isUnauthorized);

    assertThat(users()).containsExactly("old", "new");
    assertThat(reads).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void secrets_that_did_not_change_are_not_tried_again(Call call) {
    answers.add(refusal());

    assertThat(send(call)).matches(AuthorizedSenderTest::isUnauthorized);

    assertThat(users()).containsExactly("old");
    assertThat(reads).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void secrets_that_were_taken_away_are_not_tried_again(Call call) {
    answers.add(refusal());
    prepared();
    user = "";

    assertThat(send(call)).matches(AuthorizedSenderTest::isUnauthorized);

    assertThat(users()).containsExactly("old");
  }

  @ParameterizedTest
  @EnumSource
  void secrets_that_cannot_be_read_again_leave_the_401(Call call) {
    answers.add(refusal());
    prepared();
    whileReading =
        () -> {
          throw new Unavailable(Dependency.SECRETS, "down");
        };

    assertThat(send(call)).matches(AuthorizedSenderTest::isUnauthorized);

    assertThat(users()).containsExactly("old");
  }

  @Test
  void secrets_that_are_neither_known_nor_to_be_had_leave_the_401() {
    answers.add(refusal());
    var creation = prepared();
    user = "";
    now = now.plus(Duration.ofMinutes(5));
    assertThat(client.prepareCreation()).isInstanceOf(Readiness.SecretUnusable.class);
    whileReading =
        () -> {
          throw new Unavailable(Dependency.SECRETS, "down");
        };

    assertThat(creation.send(instance(), now.plusSeconds(20)))
        .isEqualTo(new Creation.Unauthorized());

    assertThat(users()).containsExactly("old");
  }

  @ParameterizedTest
  @EnumSource
  void secrets_that_take_too_long_leave_the_401(Call call) throws InterruptedException {
    answers.add(refusal());
    rotate();
    var interrupted = new CountDownLatch(1);
    whileReading =
        () -> {
          try {
            Thread.sleep(Duration.ofMinutes(1));
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        };

    var outcome =
        assertTimeoutPreemptively(
            Duration.ofSeconds(3), () -> send(call, Duration.ofMillis(4_200)));

    assertThat(outcome).matches(AuthorizedSenderTest::isUnauthorized);
    assertThat(users()).containsExactly("old");
    assertThat(interrupted.await(3, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"CREATE, 16000, 2", "CREATE, 16001, 1", "LIST, 16000, 2", "LIST, 16001, 1"})
  void a_second_request_needs_4_seconds(Call call, int millis, int requests) {
    answers.add(refusal());
    answers.add(success(call));
    rotate();
    whileReading = () -> now = now.plusMillis(millis);

    var outcome = send(call, Duration.ofSeconds(20));

    assertThat(isUnauthorized(outcome)).isEqualTo(requests == 1);
    assertThat(users()).hasSize(requests);
  }

  @ParameterizedTest
  @EnumSource
  void without_4_seconds_the_secrets_are_not_even_read_again(Call call) {
    answers.add(refusal());
    rotate();

    assertThat(send(call, Duration.ofMillis(3_999))).matches(AuthorizedSenderTest::isUnauthorized);

    assertThat(reads).hasValue(1);
  }

  @Test
  @Tag("R45")
  void what_the_second_request_comes_to_counts() {
    answers.add(refusal());
    answers.add(answer(503, ""));
    rotate();

    assertThat(send(Call.CREATE))
        .isEqualTo(new Creation.OutcomeUnknown("status 503, not from the platform"));

    assertThat(users()).containsExactly("old", "new");
  }

  @ParameterizedTest
  @CsvSource({"400", "403", "404", "409", "429", "500", "503"})
  @Tag("R45")
  void only_a_401_is_followed_by_a_second_request(int status) {
    answers.add(answer(status, ""));
    rotate();

    var _ = send(Call.CREATE);

    assertThat(users()).containsExactly("old");
    assertThat(reads).hasValue(1);
  }

  @Test
  @Tag("R45")
  void a_creation_is_sent_once() {
    answers.add(success(Call.CREATE));
    var creation = prepared();
    var _ = creation.send(instance(), now.plusSeconds(20));

    assertThatIllegalStateException()
        .isThrownBy(() -> creation.send(instance(), now.plusSeconds(20)));

    assertThat(users()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_sent_at_the_deadline(Call call) {
    assertThat(send(call, Duration.ZERO))
        .isInstanceOfAny(Creation.NotSent.class, Listing.Inconclusive.class);

    assertThat(users()).isEmpty();
  }

  @Test
  void without_secrets_nothing_is_sent() {
    user = "";

    var problem = new SecretProblem("test/cloud-elements", Kind.NOT_SET, "has no value yet");
    assertThat(client.prepareCreation()).isEqualTo(new Readiness.SecretUnusable(problem));
    assertThat(client.findByTag("a", now.plusSeconds(20)))
        .isEqualTo(new Listing.SecretUnusable(problem));
    assertThat(client.get(new InstanceId(42), now.plusSeconds(20)))
        .isEqualTo(new Listing.SecretUnusable(problem));

    assertThat(users()).isEmpty();
  }

  @Test
  void secrets_that_change_between_two_pages_are_used_from_then_on() {
    var next = "Elements-Next-Page-Token: two\r\n";
    answers.add(answer(200, next, "[" + INSTANCE.replace("42", "40") + "]"));
    answers.add(refusal());
    answers.add(answer(200, next, "[" + INSTANCE.replace("42", "41") + "]"));
    answers.add(success(Call.LIST));
    rotate();

    assertThat(send(Call.LIST))
        .isInstanceOfSatisfying(
            Listing.Found.class, found -> assertThat(found.instances()).hasSize(3));

    assertThat(users()).containsExactly("old", "old", "new", "new");
  }

  /** The secrets that are known are not those that count any more. */
  private void rotate() {
    prepared();
    user = "new";
  }

  private CloudElements.PreparedCreation prepared() {
    return ((Readiness.Prepared) client.prepareCreation()).creation();
  }

  private Object send(Call call) {
    return send(call, Duration.ofSeconds(20));
  }

  private Object send(Call call, Duration left) {
    var deadline = now.plus(left);
    return switch (call) {
      case CREATE -> prepared().send(instance(), deadline);
      case LIST -> client.findByTag("a", deadline);
      case READ -> client.get(new InstanceId(42), deadline);
    };
  }

  private static boolean isUnauthorized(Object outcome) {
    return outcome instanceof Creation.Unauthorized || outcome instanceof Listing.Unauthorized;
  }

  private static NewInstance instance() {
    return new NewInstance("acme", "Name", List.of("a"), Map.of("code", "c"), Map.of());
  }

  private List<String> users() {
    return server.requests().stream()
        .map(USER::matcher)
        .map(header -> header.find() ? header.group(1) : "none")
        .toList();
  }

  private Instant now() {
    return now;
  }

  private SecretStore.Stored read() {
    reads.incrementAndGet();
    whileReading.run();
    return user.isEmpty()
        ? new SecretStore.Stored.Nothing()
        : MemorySecrets.json(Map.of("organizationSecret", "org", "userSecret", user));
  }

  private synchronized void answer(Socket connection) throws IOException {
    connection.getOutputStream().write(answers.remove().getBytes(UTF_8));
  }

  private static String success(Call call) {
    return answer(200, call == Call.LIST ? "[" + INSTANCE + "]" : INSTANCE);
  }

  private static String refusal() {
    return answer(401, "");
  }

  private static String answer(int status, String body) {
    return answer(status, "", body);
  }

  private static String answer(int status, String header, String body) {
    return "HTTP/1.1 %d Status\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, header, body.length(), body);
  }
}
