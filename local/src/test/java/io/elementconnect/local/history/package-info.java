/** What happened in a test, and whether the flow kept its promises. */
@NullMarked
package io.elementconnect.local.history;

import org.jspecify.annotations.NullMarked;
