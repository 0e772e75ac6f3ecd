package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.Base64Url;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.Progress.Lookups;
import io.elementconnect.attempts.Progress.NeedsOperator;
import io.elementconnect.attempts.Progress.Pending;
import io.elementconnect.attempts.Progress.Unknown;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.sealing.EncryptionContext;
import io.elementconnect.sealing.Purpose;
import io.elementconnect.sealing.Sealed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of the flow. Immutable: each transition returns the attempt as it would be afterwards,
 * and only a conditional write stores it ({@link AttemptTransitions}).
 *
 * @param id the hash of its state
 * @param caller who started it; never changes
 * @param request what the start request asked to connect
 * @param browserKeyHash the hash of the browser key of the browser that started it
 * @param createdAt when it started, in whole seconds
 * @param expiresAt the time from which it cannot be claimed, in whole seconds
 * @param owner the latest claimant, unique for each claim; null before the first claim and after a
 *     release
 * @param codeHash the hash of the authorization code that it was claimed for; null before the first
 *     claim
 * @param releases the number of claims that were released because no byte had been sent
 * @param progress its current state
 */
public record Attempt(
    AttemptId id,
    Caller caller,
    ConnectionRequest request,
    String browserKeyHash,
    Instant createdAt,
    Instant expiresAt,
    @Nullable String owner,
    @Nullable String codeHash,
    int releases,
    Progress progress) {

  /** The time that a person has to return from the provider. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /** The maximum number of releases; the next one fails the attempt. */
  public static final int MAX_RELEASES = 2;

  // Longer than one invocation (28 s) plus the maximum clock difference (60 s).
  private static final Duration LEASE = Duration.ofSeconds(88);

  // A person is waiting for the outcome; an hour is three times what it should take.
  private static final Duration OVERDUE = Duration.ofHours(1);

  /** Returns a new attempt that waits for the person. */
  public static Attempt begin(
      AttemptId id, Caller caller, ConnectionRequest request, BrowserKey browserKey, Instant now) {
    var createdAt = Instant.ofEpochSecond(now.getEpochSecond());
    return new Attempt(
        id,
        caller,
        request,
        browserKey.hash(),
        createdAt,
        createdAt.plus(LIFETIME),
        null,
        null,
        0,
        new Pending());
  }

  public boolean isPending() {
    return progress instanceof Pending;
  }

  public boolean isExpiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /**
   * Whether the attempt may be claimed for this code. After a release, only the code that it was
   * claimed for before is accepted.
   */
  public boolean accepts(String code) {
    return codeHash == null || codeHash.equals(Base64Url.sha256(code));
  }

  /** Whether the browser with this key started the attempt. */
  public boolean isBoundTo(BrowserKey browserKey) {
    return browserKeyHash.equals(browserKey.hash());
  }

  public Attempt claimed(String claimant, String code, Instant now) {
    return with(claimant, Base64Url.sha256(code), releases, new Exchanging(now.plus(LEASE)));
  }

  /** Pending again because no byte was sent; failed after {@link #MAX_RELEASES} releases. */
  public Attempt released(Instant now) {
    if (releases == MAX_RELEASES) {
      return failed(Failure.UNREACHABLE, now);
    }
    return with(null, codeHash, releases + 1, new Pending());
  }

  public Attempt connected(InstanceId instanceId) {
    return with(new Connected(instanceId));
  }

  /**
   * Connected with an instance that was found, by a claimant other than the owner.
   *
   * @param claimant unique for each call
   */
  public Attempt adopted(String claimant, InstanceId instanceId) {
    return with(claimant, codeHash, releases, new Connected(instanceId));
  }

  public Attempt denied(Instant now) {
    return with(new Denied(now, Failure.ACCESS_DENIED));
  }

  public Attempt failed(Failure failure, Instant now) {
    return with(new Failed(now, failure));
  }

  public Attempt unknown(@Nullable Hint hint, Instant now) {
    return with(Unknown.since(now, Lookups.STANDARD, hint));
  }

  /** Unknown for minutes only: Cloud Elements answered that it is too busy. */
  public Attempt unknownAfterBusy(Instant now) {
    return with(Unknown.since(now, Lookups.BUSY, null));
  }

  /**
   * Still unknown, with the newly known facts about the instance. The time of the next lookup is
   * unchanged, and earlier empty lookups no longer count.
   */
  public Attempt stillUnknown(Unknown before, Hint hint) {
    return with(before.withHint(hint));
  }

  /** Not found by a complete lookup: due for another lookup, or failed after enough of them. */
  public Attempt notFound(Unknown before, Instant now) {
    return with(before.notFound(now));
  }

  /** Still unknown: the lookup was inconclusive. */
  public Attempt notLookedUp(Unknown before, Instant now) {
    return with(before.postponed(now));
  }

  /** Whether it should have reached an outcome at least an hour ago. */
  public boolean isOverdueAt(Instant now) {
    return now.isAfter(expiresAt.plus(OVERDUE));
  }

  /** Waiting for an operator, with everything that is known about its instances. */
  public Attempt needingOperator(Failure failure, Instant now) {
    return needingOperator(
        failure, progress instanceof Unknown unknown ? unknown.hint() : null, now);
  }

  /** Waiting for an operator, with what is known about an instance that is not stored. */
  public Attempt needingOperator(Failure failure, @Nullable Hint hint, Instant now) {
    var connected = progress instanceof Connected(var instanceId) ? instanceId : null;
    return with(new NeedsOperator(now, failure, connected, hint));
  }

  /** The context that sealed values of this attempt are bound to. */
  public EncryptionContext encryptionContext(Purpose purpose) {
    return new EncryptionContext(purpose, caller.tenant(), id);
  }

  /** Returns the record to store for the instance that this attempt created. */
  public Instance instance(InstanceId instanceId, Sealed token, Instant now) {
    return new Instance(
        caller.tenant(),
        instanceId,
        id,
        request.element(),
        request.name(),
        request.tags(),
        request.site(),
        Instant.ofEpochSecond(now.getEpochSecond()),
        caller.user(),
        token);
  }

  private Attempt with(Progress next) {
    return with(owner, codeHash, releases, next);
  }

  private Attempt with(
      @Nullable String nextOwner, @Nullable String nextCodeHash, int nextReleases, Progress next) {
    return new Attempt(
        id,
        caller,
        request,
        browserKeyHash,
        createdAt,
        expiresAt,
        nextOwner,
        nextCodeHash,
        nextReleases,
        next);
  }
}
