package io.elementconnect.oauthcallback;

import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.instances.Instances;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.DataKeys;
import io.elementconnect.secrets.AccountChecks;
import io.elementconnect.secrets.SecretStore;
import java.time.InstantSource;

/**
 * What the function depends on.
 *
 * @param pause lets the clock's time pass
 */
record Ports(
    Attempts attempts,
    AttemptTransitions transitions,
    Instances instances,
    SecretStore secrets,
    AccountChecks accountChecks,
    DataKeys dataKeys,
    CloudElements cloudElements,
    Journal journal,
    InstantSource clock,
    Pause pause) {}
