package io.elementconnect.local.history;

import io.elementconnect.attempts.Caller;
import io.elementconnect.local.LocalStack;
import io.elementconnect.local.simulator.Ledger;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What happened to the attempts of one test, and whether the invariants hold for them. It looks at
 * these attempts and the instances of their tenants alone, past the functions: it meets no fault,
 * and its calls are not counted. Safe for use by several threads.
 */
public final class History {
  private static final Pattern OUTCOME = Pattern.compile("[?&]outcome=([a-z_]+)");
  // Of an attempt, and of an instance's metadata.
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([a-z_]+)\"");

  private final LocalStack stack;
  private final Tables tables;
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private final Set<String> secrets = new HashSet<>();

  /** A history in which nothing has happened yet. */
  public History(LocalStack stack) {
    this(stack, Store.tables(stack));
  }

  /** The same, of attempts that lie elsewhere than in the tables of the stack. */
  public History(LocalStack stack, Tables tables) {
    this.stack = stack;
    this.tables = tables;
  }

  private static final class Attempt {
    final Caller caller;
    final List<Step> steps = new ArrayList<>();
    Optional<Integer> stepsBeforeProof = Optional.empty();
    boolean isSettled;

    Attempt(Caller caller) {
      this.caller = caller;
    }
  }

  /** An attempt was begun by a user of a tenant. */
  public synchronized void started(String attemptId, String tenant, String user) {
    var attempt = new Attempt(new Caller(tenant, user));
    attempt.steps.add(new Step("", false, "", item(attemptId)));
    attempts.put(attemptId, attempt);
  }

  /**
   * From now on these may stand in no table and in no answer that is recorded: codes, states,
   * browser keys, JWTs, stated secrets. Those that the stack knows need not be named.
   */
  public synchronized void secrets(Collection<String> values) {
    secrets.addAll(values);
  }

  /**
   * Whoever began the attempt is about to come back, by a browser or a user that proves it. Until
   * then, whatever others brought, nothing may have come of it.
   */
  public synchronized void proven(String attemptId) {
    var attempt = attempt(attemptId);
    if (attempt.stepsBeforeProof.isEmpty()) {
      stepped();
      attempt.stepsBeforeProof = Optional.of(attempt.steps.size());
    }
  }

  /**
   * Somebody was given an answer about an attempt: by a callback, by {@code complete} or by a read
   * of the attempt or of its instance.
   */
  public void answered(String attemptId, HttpResponse<String> answer) {
    answered(
        attemptId,
        answer.headers().firstValue("Location").orElse(""),
        answer.headers().map() + answer.body());
  }

  /**
   * The same.
   *
   * @param location where the answer leads; empty when it leads nowhere
   * @param whole everything that was answered
   */
  public synchronized void answered(String attemptId, String location, String whole) {
    var told = told(location, whole);
    var attempt = attempt(attemptId);
    var isStored =
        told.equals(Step.CONNECTED)
            && !instances(attempt.caller.tenant()).getOrDefault(attemptId, List.of()).isEmpty();
    attempt.steps.add(new Step(told, isStored, whole, item(attemptId)));
  }

  /** Something else may have changed the attempts, such as the reconciler. */
  public synchronized void stepped() {
    var items = tables.attempts(attempts.keySet());
    attempts.forEach((id, attempt) -> {
      var item = new Item(items.getOrDefault(id, Map.of()));
      if (!attempt.steps.getLast().item().equals(item)) {
        attempt.steps.add(new Step("", false, "", item));
      }
    });
  }

  /** An operator settles the attempt, which may go on from there. */
  public synchronized void settledByOperator(String attemptId) {
    stepped();
    attempt(attemptId).isSettled = true;
  }

  /**
   * Checks everything that must hold at any time.
   *
   * @throws AssertionError naming each invariant that is broken, its attempt, and what was seen
   */
  public void check() {
    check(false);
  }

  /**
   * The same, and what must hold when nothing is under way any more.
   *
   * @throws AssertionError as {@link #check()}
   */
  public void checkAtRest() {
    check(true);
  }

  /**
   * Checks something that was written, such as a journal: no secret may stand there either.
   *
   * @throws AssertionError which does not tell the secret
   */
  public synchronized void checkWritten(String written) {
    if (forbidden().standIn(written)) {
      throw new AssertionError("I5: a secret in what was written");
    }
  }

  private synchronized void check(boolean isAtRest) {
    // Before the tables: whatever arrived until then must show there.
    var ledger = stack.simulator().ledger();
    stepped();
    var findings =
        trails(ledger, isAtRest).stream()
            .flatMap(trail ->
                List.of(Invariant.values()).stream()
                    .flatMap(invariant -> invariant.brokenBy(trail).stream()))
            .toList();
    if (!findings.isEmpty()) {
      throw new AssertionError(String.join("\n", findings));
    }
  }

  private List<Trail> trails(Ledger ledger, boolean isAtRest) {
    Map<String, List<Ledger.Post>> posts = new HashMap<>();
    Map<String, List<Ledger.Entry>> upstream = new HashMap<>();
    ledger.posts().forEach(post -> add(posts, post.tags(), post));
    ledger.instances().forEach(entry -> add(upstream, entry.tags(), entry));
    Map<String, List<Item>> instances = new HashMap<>();
    attempts.values().stream()
        .map(attempt -> attempt.caller.tenant())
        .distinct()
        .forEach(tenant ->
            instances(tenant)
                .forEach((attemptId, items) ->
                    instances.computeIfAbsent(attemptId, _ -> new ArrayList<>()).addAll(items)));
    var forbidden = forbidden();
    return attempts.entrySet().stream()
        .map(entry ->
            new Trail(
                entry.getKey(),
                entry.getValue().caller,
                List.copyOf(entry.getValue().steps),
                entry.getValue().stepsBeforeProof.orElse(entry.getValue().steps.size()),
                instances.getOrDefault(entry.getKey(), List.of()),
                posts.getOrDefault(entry.getKey(), List.of()),
                upstream.getOrDefault(entry.getKey(), List.of()),
                forbidden,
                entry.getValue().isSettled,
                isAtRest))
        .toList();
  }

  private Secrets forbidden() {
    var values = new HashSet<>(secrets);
    values.addAll(stack.secrets());
    return Secrets.of(values);
  }

  /** By the attempt that a tag names, when it is one of ours. */
  private <T> void add(Map<String, List<T>> byAttempt, List<String> tags, T what) {
    tags.stream()
        .filter(tag -> tag.startsWith("ec:local:"))
        .map(tag -> tag.substring("ec:local:".length()))
        .filter(attempts::containsKey)
        .forEach(id -> byAttempt.computeIfAbsent(id, _ -> new ArrayList<>()).add(what));
  }

  /** A tenant's instances, by their attempts. */
  private Map<String, List<Item>> instances(String tenant) {
    Map<String, List<Item>> byAttempt = new HashMap<>();
    for (var attributes : tables.instances(tenant)) {
      var item = new Item(attributes);
      byAttempt.computeIfAbsent(item.text("attemptId"), _ -> new ArrayList<>()).add(item);
    }
    return byAttempt;
  }

  private Attempt attempt(String attemptId) {
    var attempt = attempts.get(attemptId);
    if (attempt == null) {
      throw new IllegalArgumentException("nobody began " + attemptId);
    }
    return attempt;
  }

  private Item item(String attemptId) {
    return new Item(tables.attempts(Set.of(attemptId)).getOrDefault(attemptId, Map.of()));
  }

  private static String told(String location, String whole) {
    var outcome = OUTCOME.matcher(location);
    if (outcome.find()) {
      return outcome.group(1);
    }
    var status = STATUS.matcher(whole);
    if (!status.find()) {
      return "";
    }
    // An instance is told of only when the attempt is connected.
    return status.group(1).equals("active") ? Step.CONNECTED : status.group(1);
  }
}
