package io.elementconnect.local.history;

import io.elementconnect.local.simulator.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What holds for every attempt, whatever fails (docs/decisions/0012-what-the-suites-see.md). */
enum Invariant {
  ONE_POST("I1", "at most one POST that could take effect"),
  ONE_INSTANCE("I2", "at most one instance"),
  ALL_ACCOUNTED_FOR("I3", "each instance is stored, or looked for, at rest"),
  RIGHT_PERSON("I4", "it belongs to who began it and came back"),
  NO_SECRET("I5", "no secret lies open"),
  ONE_CLAIM("I6", "at most one claim, but for what was released"),
  TERMINAL("I7", "what has ended stays as it is"),
  DURABLE("I8", "what was told to be connected is stored"),
  VISIBLE("I9", "nothing is stuck unseen, and nothing is forgotten");

  private static final String PENDING = "PENDING";
  private static final String EXCHANGING = "EXCHANGING";
  private static final String UNKNOWN = "UNKNOWN";
  private static final String NEEDS_OPERATOR = "NEEDS_OPERATOR";
  private static final String CONNECTED = "CONNECTED";
  private static final Set<String> ENDED_WITHOUT_INSTANCE = Set.of("DENIED", "FAILED");
  private static final Set<String> UNSETTLED = Set.of(EXCHANGING, UNKNOWN, NEEDS_OPERATOR);

  // What the sweep, or an exchange that ended late, may find out about an attempt that has ended.
  private static final Set<String> LATE_PROBLEMS = Set.of("other_instance", "late_instance");

  // Then the owner is whoever connected it: the reconciler or an operator.
  private static final Set<String> MAY_HAVE_BEEN_ADOPTED = Set.of(CONNECTED, NEEDS_OPERATOR);

  private static final long DAY = 24 * 60 * 60;
  private static final int MAX_RELEASES = 2;
  private static final int UNAUTHORIZED = 401;

  private final String id;
  private final String promise;

  Invariant(String id, String promise) {
    this.id = id;
    this.promise = promise;
  }

  /** How this is broken, one sentence each, without any secret. */
  List<String> brokenBy(Trail trail) {
    return findings(trail)
        .map(seen -> id + " (" + promise + "), attempt " + trail.attemptId() + ": " + seen)
        .toList();
  }

  private Stream<String> findings(Trail trail) {
    return switch (this) {
      case ONE_POST -> onePost(trail);
      case ONE_INSTANCE -> oneInstance(trail);
      case ALL_ACCOUNTED_FOR -> allAccountedFor(trail);
      case RIGHT_PERSON -> rightPerson(trail);
      case NO_SECRET -> noSecret(trail);
      case ONE_CLAIM -> oneClaim(trail);
      case TERMINAL -> terminal(trail);
      case DURABLE -> durable(trail);
      case VISIBLE -> visible(trail);
    };
  }

  private static Stream<String> onePost(Trail trail) {
    var posts = trail.posts().stream().filter(Invariant::couldTakeEffect).toList();
    if (posts.size() > 1) {
      return Stream.of(posts.size() + " POSTs: " + posts);
    }
    // A claim would send another one.
    return posts.size() == 1 && trail.item().status().equals(PENDING)
        ? Stream.of("PENDING after " + posts)
        : Stream.empty();
  }

  private static boolean couldTakeEffect(Ledger.Post post) {
    return post.instance().isPresent() || post.status().orElse(0) != UNAUTHORIZED;
  }

  private static Stream<String> oneInstance(Trail trail) {
    return trail.instances().size() > 1
        ? Stream.of(trail.instances().size() + " instances: " + ids(trail.instances()))
        : Stream.empty();
  }

  private static Stream<String> allAccountedFor(Trail trail) {
    if (!trail.isAtRest()) {
      return Stream.empty();
    }
    var findings = new ArrayList<String>();
    var stored = ids(trail.instances());
    var upstream = trail.upstream().stream().map(Ledger.Entry::id).toList();
    var status = trail.item().status();
    for (var id : upstream) {
      if (!stored.contains(id) && !UNSETTLED.contains(status)) {
        findings.add("instance " + id + " exists, is not stored, and the attempt is " + status);
      }
    }
    for (var id : stored) {
      if (!upstream.contains(id)) {
        findings.add("instance " + id + " is stored, and none with this tag is it");
      }
      if (status.equals(CONNECTED)
          ? trail.item().number("instanceId") != id
          : !status.equals(NEEDS_OPERATOR)) {
        findings.add("instance " + id + " is stored, and the attempt is " + status);
      }
    }
    return findings.stream();
  }

  private static Stream<String> rightPerson(Trail trail) {
    var caller = trail.caller();
    var attempts =
        trail.items().stream()
            .filter(item ->
                !item.text("tenant").equals(caller.tenant())
                    || !item.text("user").equals(caller.user()))
            .map(item -> "it is of " + item.text("tenant") + ", " + item.text("user"));
    var instances =
        trail.instances().stream()
            .filter(item ->
                !item.text("tenant").equals(caller.tenant())
                    || !item.text("createdBy").equals(caller.user()))
            .map(item ->
                "instance %d is of %s, %s"
                    .formatted(
                        item.number("instanceId"), item.text("tenant"), item.text("createdBy")));
    var unproven =
        trail.itemsBeforeProof().stream()
            .filter(item -> !item.status().equals(PENDING))
            .map(item -> "it is " + item.status() + ", and nobody has proven to be who began it");
    return Stream.of(attempts, instances, unproven).flatMap(found -> found).distinct();
  }

  private static Stream<String> noSecret(Trail trail) {
    var findings = new ArrayList<String>();
    trail.items().stream()
        .distinct()
        .forEach(item -> leaks(item, trail, "the attempt").forEach(findings::add));
    trail.instances().forEach(item -> leaks(item, trail, "the instance").forEach(findings::add));
    trail.steps().stream()
        .map(Step::answer)
        .filter(trail.secrets()::standIn)
        .forEach(_ -> findings.add("a secret in an answer"));
    return findings.stream().distinct();
  }

  private static Stream<String> leaks(Item item, Trail trail, String where) {
    return item.attributes().entrySet().stream()
        .filter(attribute -> trail.secrets().standIn(attribute.getValue().toString()))
        .map(attribute -> "a secret in " + attribute.getKey() + " of " + where);
  }

  private static Stream<String> oneClaim(Trail trail) {
    var findings = new ArrayList<String>();
    Map<Long, String> owners = new HashMap<>();
    var code = "";
    var releases = 0L;
    for (var item : trail.items()) {
      var count = item.number("releases");
      if (count < releases || count > MAX_RELEASES) {
        findings.add(count + " releases after " + releases);
      }
      releases = count;
      var owner = item.text("owner");
      if (!owner.isEmpty()
          && !item.stands(MAY_HAVE_BEEN_ADOPTED)
          && !owners.computeIfAbsent(count, _ -> owner).equals(owner)) {
        findings.add("two claims after " + count + " releases");
      }
      if (!code.isEmpty() && !code.equals(item.text("codeHash"))) {
        findings.add("claimed for another code");
      }
      code = item.text("codeHash");
    }
    return findings.stream().distinct();
  }

  private static Stream<String> terminal(Trail trail) {
    var findings = new ArrayList<String>();
    var before = trail.steps().getFirst().item();
    for (var step : trail.steps()) {
      var item = step.item();
      if (!follows(before, item, trail.isSettled())) {
        findings.add(standing(before) + " became " + standing(item));
      }
      if (!isTrue(step.told(), item)) {
        findings.add("told " + step.told() + ", and it is " + standing(item));
      }
      before = item;
    }
    return findings.stream();
  }

  private static boolean follows(Item before, Item after, boolean isSettled) {
    var status = after.status();
    return switch (before.status()) {
      case PENDING -> true;
      case EXCHANGING ->
          !Set.of(PENDING, "DENIED").contains(status)
              || after.number("releases") > before.number("releases");
      case UNKNOWN -> Set.of(UNKNOWN, CONNECTED, "FAILED", NEEDS_OPERATOR).contains(status);
      case NEEDS_OPERATOR ->
          status.equals(NEEDS_OPERATOR)
              || (isSettled && Set.of(CONNECTED, "FAILED").contains(status));
      default ->
          (status.equals(before.status())
                  && after.number("instanceId") == before.number("instanceId")
                  && after.text("problemCode").equals(before.text("problemCode")))
              || (status.equals(NEEDS_OPERATOR)
                  && LATE_PROBLEMS.contains(after.text("problemCode")));
    };
  }

  private static boolean isTrue(String told, Item item) {
    return switch (told) {
      case Step.CONNECTED, "denied", "failed" ->
          item.status().equalsIgnoreCase(told) || item.status().equals(NEEDS_OPERATOR);
      default -> true;
    };
  }

  private static Stream<String> durable(Trail trail) {
    var told = trail.steps().stream().filter(step -> step.told().equals(Step.CONNECTED)).toList();
    var findings = new ArrayList<String>();
    if (told.stream().anyMatch(step -> !step.isStored())) {
      findings.add("told before it was stored");
    }
    var mustBeThere = !told.isEmpty() || trail.item().status().equals(CONNECTED);
    if (mustBeThere && trail.instances().isEmpty()) {
      findings.add("no instance is stored, and the attempt is " + standing(trail.item()));
    }
    return findings.stream();
  }

  private static Stream<String> visible(Trail trail) {
    return trail.items().stream().flatMap(Invariant::hidden).distinct();
  }

  private static Stream<String> hidden(Item item) {
    var findings = new ArrayList<String>();
    if (item.attributes().isEmpty()) {
      return Stream.of("its item is gone");
    }
    var shard = item.text("repairShard");
    var isLookedUp =
        switch (item.status()) {
          case EXCHANGING, UNKNOWN -> shard.matches("[0-7]") && item.has("repairAt");
          case NEEDS_OPERATOR -> shard.equals("operator") && item.has("repairAt");
          default -> shard.isEmpty() && !item.has("repairAt");
        };
    if (!isLookedUp) {
      findings.add(
          "%s with repairShard '%s' and repairAt %d"
              .formatted(standing(item), shard, item.number("repairAt")));
    }
    var isExchanging = item.status().equals(EXCHANGING);
    if (isExchanging != item.has("leaseUntil")
        || (isExchanging && item.number("leaseUntil") != item.number("repairAt"))) {
      findings.add(standing(item) + " with leaseUntil " + item.number("leaseUntil"));
    }
    if (item.number("ttl") != ttl(item)) {
      findings.add(standing(item) + " with ttl " + item.number("ttl"));
    }
    return findings.stream();
  }

  /** When the item may go; 0 when it has to stay. */
  private static long ttl(Item item) {
    if (item.status().equals(PENDING)) {
      return item.number("expiresAt") + DAY;
    }
    return item.stands(ENDED_WITHOUT_INSTANCE) ? item.number("settledAt") + 30 * DAY : 0;
  }

  private static List<Long> ids(List<Item> instances) {
    return instances.stream().map(item -> item.number("instanceId")).toList();
  }

  private static String standing(Item item) {
    var instance = item.has("instanceId") ? " " + item.number("instanceId") : "";
    var problem = item.has("problemCode") ? " " + item.text("problemCode") : "";
    return item.status() + instance + problem;
  }
}
