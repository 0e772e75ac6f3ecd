package io.elementconnect.local.simulator;

import java.time.InstantSource;

/** Everything that the simulation remembers. */
record Memory(
    Secrets secrets,
    Codes codes,
    Forms forms,
    Instances instances,
    Latecomers latecomers,
    Posts posts,
    Credentials credentials,
    Faults faults,
    Calls calls) {

  static Memory of(Accounts accounts, InstantSource clock) {
    var secrets = new Secrets();
    var instances = new Instances();
    return new Memory(
        secrets,
        new Codes(secrets, clock),
        new Forms(secrets, clock),
        instances,
        new Latecomers(clock),
        new Posts(clock),
        new Credentials(accounts, instances),
        new Faults(),
        new Calls());
  }

  Ledger ledger() {
    var counts = codes.counts();
    return new Ledger(
        instances.ledger(),
        posts.all(),
        calls.all(),
        counts.issued(),
        counts.used(),
        secrets.known());
  }

  void clear() {
    instances.clear();
    latecomers.clear();
    posts.clear();
    codes.clear();
    forms.clear();
    credentials.reset();
    faults.clear();
    calls.clear();
    secrets.clear();
  }
}
