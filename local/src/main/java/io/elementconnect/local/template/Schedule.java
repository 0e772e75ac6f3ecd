package io.elementconnect.local.template;

import java.time.Duration;

/**
 * A regular invocation of a function.
 *
 * @param every the time between two
 * @param input what it is invoked with, JSON
 */
public record Schedule(String functionLogicalId, Duration every, String input) {}
