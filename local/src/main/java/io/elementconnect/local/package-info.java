/** The whole product on one machine: every part on a port of its own, for development only. */
@NullMarked
package io.elementconnect.local;

import org.jspecify.annotations.NullMarked;
