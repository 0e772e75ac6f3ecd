package io.elementconnect.adoption;

import io.elementconnect.AttemptId;
import io.elementconnect.adoption.Inventory.Answer;
import io.elementconnect.attempts.InstanceTags;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the instances that an attempt created, by its tag. */
public final class FindInstances {
  private static final Duration MAX_LISTING = Duration.ofSeconds(15);
  private static final Duration MAX_READING = Duration.ofSeconds(8);
  // A listing without tags may include all instances of the account.
  private static final int MAX_QUESTIONS = 5;

  /** The maximum time that a search takes. */
  public static final Duration MAX_SEARCH =
      MAX_LISTING.plus(MAX_READING.multipliedBy(MAX_QUESTIONS));

  private final Inventory inventory;
  private final InstanceTags instanceTags;
  private final InstantSource clock;

  public FindInstances(Inventory inventory, InstanceTags instanceTags, InstantSource clock) {
    this.inventory = inventory;
    this.instanceTags = instanceTags;
    this.clock = clock;
  }

  /** The result of a search. */
  public sealed interface Finding {
    /**
     * All instances that exist.
     *
     * @param instances the instances of the attempt, with everything that Cloud Elements reports
     *     about them
     * @param unidentified the instances for which it does not report an attempt
     * @param gone the known instances that do not exist
     */
    record Found(
        List<RemoteInstance> instances, List<InstanceId> unidentified, Set<InstanceId> gone)
        implements Finding {}

    /** It is unknown which instances exist; this is the failed answer. */
    record Missing(Answer answer) implements Finding {}

    /** The instances were listed, but one of them cannot be read now. */
    record Withheld(Answer.Closed answer) implements Finding {}
  }

  /**
   * Searches all instances that exist.
   *
   * @param known instances that belong to the attempt even when their tags are not reported
   * @param deadline for all queries together; a listing takes at most 15 seconds, a reading 8
   */
  public Finding find(AttemptId attempt, Set<InstanceId> known, Instant deadline) {
    return switch (inventory.tagged(instanceTags.of(attempt), until(MAX_LISTING, deadline))) {
      case Answer.Known(var listed) -> new Search(attempt, known, deadline).among(listed);
      case Answer.Inconclusive answer -> new Finding.Missing(answer);
      case Answer.Closed answer -> new Finding.Missing(answer);
    };
  }

  /** Whether Cloud Elements answers a query about which instances exist. */
  public boolean answersOthers() {
    return inventory.tagged(instanceTags.ofNone(), clock.instant().plus(MAX_READING))
        instanceof Answer.Known;
  }

  private Instant until(Duration longest, Instant deadline) {
    var latest = clock.instant().plus(longest);
    return latest.isBefore(deadline) ? latest : deadline;
  }

  private final class Search {
    private final String tag;
    private final Set<InstanceId> known;
    private final Instant deadline;
    private final List<RemoteInstance> instances = new ArrayList<>();
    private final List<InstanceId> unidentified = new ArrayList<>();
    private final Set<InstanceId> listed = new HashSet<>();
    private final Set<InstanceId> gone = new HashSet<>();
    private int questions;

    Search(AttemptId attempt, Set<InstanceId> known, Instant deadline) {
      this.tag = instanceTags.of(attempt);
      this.known = known;
      this.deadline = deadline;
    }

    Finding among(List<RemoteInstance> listed) {
      // Pages that shift while they are read may list an instance twice.
      var candidates = new LinkedHashMap<InstanceId, RemoteInstance>();
      for (var id : known) {
        candidates.put(id, RemoteInstance.known(id));
      }
      for (var instance : listed) {
        candidates.put(instance.id(), instance);
        this.listed.add(instance.id());
      }
      for (var candidate : candidates.values()) {
        var missing = judge(candidate);
        if (missing.isPresent()) {
          return missing.get();
        }
      }
      return new Finding.Found(instances, unidentified, gone);
    }

    /** Adds one candidate, or returns the answer that prevented it. */
    private Optional<Finding> judge(RemoteInstance candidate) {
      if (isWhole(candidate) || questions == MAX_QUESTIONS) {
        sort(candidate);
        return Optional.empty();
      }
      questions++;
      return switch (inventory.one(candidate.id(), until(MAX_READING, deadline))) {
        // Listed but not found: an inconsistency, which does not prove that it does not exist.
        case Answer.Known(var found) when found.isEmpty() && listed.contains(candidate.id()) ->
            Optional.of(new Finding.Missing(new Answer.Inconclusive("listed, but not found")));
        case Answer.Known(var found) -> {
          if (found.isEmpty()) {
            gone.add(candidate.id());
          }
          found.stream().map(instance -> both(candidate, instance)).forEach(this::sort);
          yield Optional.empty();
        }
        case Answer.Inconclusive answer -> Optional.of(new Finding.Missing(answer));
        case Answer.Closed answer -> Optional.of(new Finding.Withheld(answer));
      };
    }

    private void sort(RemoteInstance instance) {
      var isKnown = known.contains(instance.id());
      if (instance.tags() == null ? isKnown : instance.tags().contains(tag)) {
        instances.add(instance);
      } else if (instance.tags() == null || isKnown) {
        unidentified.add(instance.id());
      }
    }
  }

  private static boolean isWhole(RemoteInstance instance) {
    return instance.tags() != null && instance.element() != null && instance.token() != null;
  }

  private static RemoteInstance both(RemoteInstance listed, RemoteInstance read) {
    return new RemoteInstance(
        listed.id(),
        listed.element() == null ? read.element() : listed.element(),
        listed.name() == null ? read.name() : listed.name(),
        listed.tags() == null ? read.tags() : listed.tags(),
        read.sites(),
        listed.token() == null ? read.token() : listed.token(),
        listed.valid() && read.valid());
  }
}
