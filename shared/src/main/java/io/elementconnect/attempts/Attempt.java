package io.elementconnect.attempts;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Progress.Connected;
import io.elementconnect.attempts.Progress.Denied;
import io.elementconnect.attempts.Progress.Exchanging;
import io.elementconnect.attempts.Progress.Failed;
import io.elementconnect.attempts.Progress.Hint;
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
 * One run of the flow. Immutable: each transition gives the attempt as it would stand afterwards,
 * and only a conditional write makes it so ({@link AttemptTransitions}).
 *
 * @param id the hash of its state
 * @param caller who began it; nothing later can change this
 * @param request what was asked for
 * @param browserKeyHash the hash of the key of the browser that began it
 * @param createdAt when it began, whole seconds
 * @param expiresAt from then on it cannot be claimed, whole seconds
 * @param owner who claimed it last, unique for each claim; null before the first and after a
 *     release
 * @param codeHash the hash of the code that was claimed for; null before the first claim
 * @param releases how often a claim was given back because no byte had been sent
 * @param progress how far it has come
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

  /** How long a person has to come back from the provider. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /** How often a claim may be given back before the attempt fails. */
  public static final int MAX_RELEASES = 2;

  // Longer than an invocation (28 s) and the difference between two clocks (60 s).
  private static final Duration LEASE = Duration.ofSeconds(88);

  // A person waits for the end; by then it should have been reached three times over.
  private static final Duration OVERDUE = Duration.ofHours(1);

  /** A new attempt, waiting for the person. */
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
   * Whether the attempt may be claimed for this code: a release binds it to the code that it was
   * claimed for.
   */
  public boolean accepts(String code) {
    return codeHash == null || codeHash.equals(Base64Url.sha256(code));
  }

  /** Whether this browser began the attempt. */
  public boolean isBoundTo(BrowserKey browserKey) {
    return browserKeyHash.equals(browserKey.hash());
  }

  public Attempt claimed(String claimant, String code, Instant now) {
    return with(claimant, Base64Url.sha256(code), releases, new Exchanging(now.plus(LEASE)));
  }

  /** Given back because no byte was sent; failed when that happened too often. */
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
   * Connected by somebody else than the owner, with an instance that was found.
   *
   * @param claimant unique for each try
   */
  public Attempt adopted(String claimant, InstanceId instanceId) {
    return with(claimant, codeHash, releases, new Connected(instanceId));
  }

  public Attempt denied(Instant now) {
    return with(new Denied(now, Failure.ACCESS_DENIED));
  }

  public Attempt failed(Failure problem, Instant now) {
    return with(new Failed(now, problem));
  }

  public Attempt unknown(@Nullable Hint hint, Instant now) {
    return with(Unknown.since(now, hint));
  }

  /**
   * Unknown as before, to be looked for when it was, with what has become known of the instance:
   * that it was not found until now proves nothing any more.
   */
  public Attempt stillUnknown(Unknown before, Hint hint) {
    return with(before.withHint(hint));
  }

  /** Not found in all that exists: to be looked for again, or failed when that was often enough. */
  public Attempt notFound(Unknown before, Instant now) {
    return with(before.notFound(now));
  }

  /** Unknown as before: what exists could not be told. */
  public Attempt notLookedUp(Unknown before, Instant now) {
    return with(before.postponed(now));
  }

  /** Whether it should have ended long ago. */
  public boolean isOverdueAt(Instant now) {
    return now.isAfter(expiresAt.plus(OVERDUE));
  }

  /** In an operator's hands, with all that is known of its instances. */
  public Attempt needingOperator(Failure problem, Instant now) {
    return needingOperator(
        problem, progress instanceof Unknown unknown ? unknown.hint() : null, now);
  }

  /** The same, with what has become known of an instance that is not stored. */
  public Attempt needingOperator(Failure problem, @Nullable Hint hint, Instant now) {
    var connected = progress instanceof Connected(var instanceId) ? instanceId : null;
    return with(new NeedsOperator(now, problem, connected, hint));
  }

  /** What a sealed value of this attempt is bound to. */
  public EncryptionContext encryptionContext(Purpose purpose) {
    return new EncryptionContext(purpose, caller.tenant(), id);
  }

  /** The instance that this attempt asked for, as it is stored. */
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
