package io.elementconnect.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.attempts.Caller;
import io.elementconnect.attempts.Proof.SameBrowser;
import io.elementconnect.instances.Instance;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.instances.Instances;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link Instances} guarantees. */
public abstract class InstancesContract {
  private final Caller ann = Examples.caller();
  private final ContractStore store;
  private final Instances instances;

  protected InstancesContract(ContractStore store) {
    this.store = store;
    this.instances = store.instances();
  }

  @Test
  @Tag("R39")
  void another_tenants_instance_is_not_found() {
    var instance = connect(ann);

    assertThat(instances.find("another", instance.id())).isEmpty();
    assertThat(instances.list("another", 10, null).items()).isEmpty();
  }

  @Test
  void pages_follow_each_other_without_gap_or_repetition() {
    var all = new ArrayList<Instance>();
    for (int i = 0; i < 5; i++) {
      all.add(connect(ann));
    }
    connect(Examples.caller());

    var first = instances.list(ann.tenant(), 2, null);
    var second = instances.list(ann.tenant(), 2, first.next());
    var third = instances.list(ann.tenant(), 2, second.next());

    assertThat(List.of(first, second, third))
        .flatMap(page -> page.items())
        .containsExactlyElementsOf(all);
    assertThat(third.next()).isNull();
  }

  @Test
  @Tag("R42")
  void the_longest_identities_have_their_instances() {
    var penguins = Character.toString(0x1f427).repeat(255);
    var instance = connect(new Caller(penguins, penguins));

    assertThat(instances.find(penguins, instance.id())).contains(instance);
    assertThat(instances.list(penguins, 100, new InstanceId(999_999_999_999_999_999L)).items())
        .isEmpty();
    assertThat(instances.list(penguins, 100, null).items()).contains(instance);
  }

  @Test
  @Tag("R39")
  void two_forms_of_one_letter_are_two_tenants() {
    var instance = connect(new Caller("M\u00fcller", "ann"));

    assertThat(instances.find("M\u00fcller", instance.id())).contains(instance);
    assertThat(instances.find("Mu\u0308ller", instance.id())).isEmpty();
  }

  @Test
  void an_instance_is_found_as_it_was_stored() {
    var instance = connect(ann);

    assertThat(instances.find(ann.tenant(), instance.id())).contains(instance);
    assertThat(instances.find(ann.tenant(), Examples.instanceId())).isEmpty();
  }

  @Test
  void a_full_page_may_be_followed_by_an_empty_one() {
    connect(ann);
    var last = connect(ann);

    var full = instances.list(ann.tenant(), 2, null);

    assertThat(full.next()).isEqualTo(last.id());
    assertThat(instances.list(ann.tenant(), 2, full.next()))
        .isEqualTo(new Instances.Page(List.of(), null));
  }

  private Instance connect(Caller caller) {
    var key = Examples.browserKey();
    var pending = Examples.attempt(caller, key);
    store.attempts().start(pending);
    var transitions = store.transitions();
    var claimed = pending.claimed(Examples.OWNER, Examples.CODE, Examples.NOON);
    transitions.claim(claimed, new SameBrowser(key), Examples.NOON);
    var instance = Examples.instanceOf(pending, Examples.instanceId());
    transitions.connect(claimed.connected(instance.id()), instance, claimed);
    return instance;
  }
}
