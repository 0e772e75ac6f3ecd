package io.elementconnect.reconciler;

import io.elementconnect.attempts.AttemptTransitions;
import io.elementconnect.attempts.Attempts;
import io.elementconnect.attempts.UnsettledAttempts;
import io.elementconnect.cloudelements.CloudElements;
import io.elementconnect.journal.Journal;
import io.elementconnect.sealing.DataKeys;
import io.elementconnect.secrets.AccountChecks;
import java.time.InstantSource;

/** What the function depends on. */
record Ports(
    Attempts attempts,
    AttemptTransitions transitions,
    UnsettledAttempts unsettled,
    AccountChecks accountChecks,
    DataKeys dataKeys,
    CloudElements cloudElements,
    Journal journal,
    InstantSource clock) {}
