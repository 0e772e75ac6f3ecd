/** Attempts: one run of the flow each, from the start request to its outcome. */
@NullMarked
package io.elementconnect.attempts;

import org.jspecify.annotations.NullMarked;
