package io.elementconnect.reconciler;

import static io.elementconnect.reconciler.Deployment.ANN;
import static io.elementconnect.reconciler.Deployment.BROWSER_KEY;
import static io.elementconnect.reconciler.Deployment.CODE;
import static io.elementconnect.reconciler.Deployment.ID;
import static io.elementconnect.reconciler.Deployment.INSTANCE_ID;
import static io.elementconnect.reconciler.Deployment.NOON;
import static io.elementconnect.reconciler.Deployment.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.AttemptId;
import io.elementconnect.attempts.Attempt;
import io.elementconnect.attempts.Progress;
import io.elementconnect.attempts.Progress.Hint;
import io.elementconnect.attempts.State;
import io.elementconnect.cloudelements.CloudElements.Listing;
import io.elementconnect.cloudelements.CloudElements.RemoteInstance;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.json.Json;
import io.elementconnect.testing.FakeContext;
import io.elementconnect.testing.ScriptedCloudElements.Looked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reconciler in a deployment. It only ever asks Cloud Elements, and tells nobody a secret: that
 * is checked after each invocation.
 */
final class Reconciliation {
  static final String ELEMENT = "infusionsofterp";
  static final String TAG = "ec:test:" + ID;
  static final List<String> TAGS = List.of("trial", "ec:test", TAG);
  static final InstanceId OTHER_ID = new InstanceId(4712);

  final Deployment deployment = new Deployment();

  /** Ann's attempt, claimed a minute after it was begun. */
  Attempt claimed() {
    return deployment.begin().claimed("owner", CODE, NOON.plusSeconds(60));
  }

  /** Ann's attempt, to be looked for now. */
  Attempt unknown(@Nullable Hint hint) {
    return store(claimed().unknown(hint, deployment.now.minusSeconds(30)));
  }

  /** One of as many other attempts as there are numbers, to be looked for now. */
  Attempt unknown(int number) {
    return store(
        Attempt.begin(id(number), ANN, Deployment.request(), BROWSER_KEY, NOON)
            .claimed("owner", CODE, NOON)
            .unknown(null, deployment.now.minusSeconds(30)));
  }

  static AttemptId id(int number) {
    return new State("%043d".formatted(number)).attemptId();
  }

  Attempt store(Attempt attempt) {
    deployment.store.put(attempt);
    return attempt;
  }

  Progress progress() {
    return deployment.stored().progress();
  }

  void pass(Duration time) {
    deployment.now = deployment.now.plus(time);
  }

  /** Cloud Elements lists these to the next question. */
  void lists(RemoteInstance... instances) {
    deployment.cloudElements.lists(found(instances));
  }

  /** Cloud Elements gives these one after the other, to one question each. */
  void reads(RemoteInstance... instances) {
    for (var instance : instances) {
      deployment.cloudElements.reads(found(instance));
    }
  }

  static Listing found(RemoteInstance... instances) {
    return new Listing.Found(List.of(instances));
  }

  /** The instance of Ann's attempt with all that there is to tell. */
  static RemoteInstance instance() {
    return instance(INSTANCE_ID);
  }

  static RemoteInstance instance(InstanceId id) {
    return new RemoteInstance(id, ELEMENT, null, TAGS, Map.of(), TOKEN, true);
  }

  static RemoteInstance tagged(@Nullable List<String> tags) {
    return new RemoteInstance(INSTANCE_ID, ELEMENT, null, tags, Map.of(), TOKEN, true);
  }

  static RemoteInstance withoutToken() {
    return new RemoteInstance(INSTANCE_ID, ELEMENT, null, TAGS, Map.of(), null, true);
  }

  /** The same instance has become that of another attempt of the tenant. */
  void isTaken() {
    unknown(1);
    lists(tagged(List.of("ec:test", "ec:test:" + id(1))));
    repair();
    assertThat(deployment.store.instances()).extracting(Instance::attemptId).containsExactly(id(1));
  }

  /** An instance of which only the id is told. */
  static RemoteInstance bare(InstanceId id) {
    return RemoteInstance.known(id);
  }

  Map<String, Object> repair() {
    return invoke(Map.of("repair", true));
  }

  Map<String, Object> sweep() {
    return invoke(Map.of("sweep", true));
  }

  Map<String, Object> invoke(Map<String, Object> input) {
    var answer = deployment.reconciler.handleRequest(input, new FakeContext());
    assertThat(deployment.cloudElements.sent()).isEmpty();
    assertThat(deployment.cloudElements.asked()).isEmpty();
    assertThat(Json.print(answer) + deployment.journal.text())
        .doesNotContain(TOKEN, "org-secret", "user-secret", CODE);
    return answer;
  }

  /** What Cloud Elements was asked for: tags and ids. */
  List<String> questions() {
    return deployment.cloudElements.looked().stream().map(Looked::by).toList();
  }
}
