/** What {@code ./run} shows on the terminal. */
@NullMarked
package io.elementconnect.local.console;

import org.jspecify.annotations.NullMarked;
