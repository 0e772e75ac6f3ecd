package io.elementconnect.adoption;

import io.elementconnect.adoption.FindInstances.Finding;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Failure;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.elements.Catalogue;
import io.elementconnect.elements.Property;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.journal.AttemptEvent.InstanceDiffers;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the instances that were found mean for their attempt. The tag alone decides whose an
 * instance is; a name or an account that Cloud Elements reports and that differs from the start
 * request is a contradiction.
 */
public final class JudgeFinding {
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final Catalogue catalogue;

  public JudgeFinding(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What a finding means. */
  public sealed interface Judgement {
    /**
     * Nothing of the attempt exists.
     *
     * @param hintIsGone whether the instance that the hint names does not exist
     */
    record Absent(boolean hintIsGone) implements Judgement {}

    /**
     * The attempt can be connected with this instance.
     *
     * @param hint what its exchange stored about this instance; null when nothing
     */
    record Adoptable(RemoteInstance instance, @Nullable Hint hint) implements Judgement {}

    /**
     * Only an operator can decide.
     *
     * @param differences how the instance differs from the start request
     */
    record Contradiction(
        Failure failure, List<InstanceId> instances, List<InstanceDiffers> differences)
        implements Judgement {}
  }

  /**
   * Decides about one finding.
   *
   * @param hint what the exchange stored about the instance; null when nothing
   */
  public Judgement judge(Attempt attempt, @Nullable Hint hint, Finding.Found found) {
    var hintIsGone = hint != null && found.gone().contains(hint.instanceId());
    var known = hintIsGone ? null : hint;
    if (!found.unidentified().isEmpty()) {
      return contradiction(Failure.UNIDENTIFIED_INSTANCE, found.unidentified());
    }
    if (found.instances().isEmpty()) {
      return new Judgement.Absent(hintIsGone);
    }
    var ids = found.instances().stream().map(RemoteInstance::id).toList();
    var instance = found.instances().getFirst();
    if (ids.size() > 1 || (known != null && !known.instanceId().equals(instance.id()))) {
      return contradiction(Failure.OTHER_INSTANCE, ids);
    }
    return AdoptInstance.objection(attempt, instance, known)
        .<Judgement>map(failure -> contradiction(failure, ids))
        .orElseGet(() -> compare(attempt, instance, known));
  }

  private Judgement compare(Attempt attempt, RemoteInstance instance, @Nullable Hint hint) {
    var differences =
        Stream.concat(otherName(attempt, instance).stream(), otherSite(attempt, instance).stream())
            .toList();
    return differences.isEmpty()
        ? new Judgement.Adoptable(instance, hint)
        : new Judgement.Contradiction(
            Failure.INSTANCE_DIFFERS, List.of(instance.id()), differences);
  }

  private static Optional<InstanceDiffers> otherName(Attempt attempt, RemoteInstance instance) {
    var requested = attempt.request().name();
    return Optional.ofNullable(instance.name())
        .filter(reported -> !folded(reported).equals(folded(requested)))
        .map(reported ->
            new InstanceDiffers(attempt.id(), instance.id(), "name", requested, reported));
  }

  private Optional<InstanceDiffers> otherSite(Attempt attempt, RemoteInstance instance) {
    var requested = attempt.request().site();
    if (requested == null) {
      return Optional.empty();
    }
    var element = catalogue.get(attempt.request().element());
    return element
        .siteProperty()
        .flatMap(property ->
            Optional.ofNullable(instance.sites().get(property.key()))
                .map(reported -> readable(property, reported)))
        .filter(reported -> !reported.equals(requested))
        .map(reported ->
            new InstanceDiffers(attempt.id(), instance.id(), "site", requested, reported));
  }

  /** The account in its one form. Anything else is not repeated. */
  private static String readable(Property property, String reported) {
    return property.accept(reported).orElse("(not an account of the element)");
  }

  /**
   * The name in the form in which names are compared: composed (Unicode Annex 15), with each run of
   * white space as one space, and without the HTML entities that a sanitiser may have added.
   */
  private static String folded(String name) {
    var plain =
        name.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
    var composed = Normalizer.normalize(plain, Normalizer.Form.NFC);
    return WHITE_SPACE.matcher(composed).replaceAll(" ").strip();
  }

  private static Judgement.Contradiction contradiction(
      Failure failure, List<InstanceId> instances) {
    return new Judgement.Contradiction(failure, instances, List.of());
  }
}
