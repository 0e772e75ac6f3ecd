package io.elementconnect.local.simulator;

import io.elementconnect.local.simulator.Authorize.AuthorizeRequest;
import java.time.Duration;
import java.time.InstantSource;

/** Everything that the simulator holds in memory. */
record SimulatorState(
    IssuedSecrets secrets,
    AuthorizationCodes codes,
    OneTimeTokens<AuthorizeRequest> forms,
    InstanceStore instances,
    DelayedListings delayed,
    CallerCredentials credentials,
    Faults faults,
    CallRecorder calls) {

  static SimulatorState of(Accounts accounts, InstantSource clock) {
    var secrets = new IssuedSecrets();
    var instances = new InstanceStore();
    return new SimulatorState(
        secrets,
        new AuthorizationCodes(accounts, secrets, clock),
        new OneTimeTokens<>(Duration.ofHours(1), clock),
        instances,
        new DelayedListings(clock),
        new CallerCredentials(accounts, instances),
        new Faults(),
        new CallRecorder(clock));
  }

  Ledger ledger() {
    return new Ledger(
        instances.ledger(),
        calls.posts(),
        calls.counts(),
        codes.issued(),
        codes.used(),
        secrets.known());
  }

  void clear() {
    instances.clear();
    delayed.clear();
    codes.clear();
    forms.clear();
    credentials.reset();
    faults.clear();
    calls.clear();
    secrets.clear();
  }
}
