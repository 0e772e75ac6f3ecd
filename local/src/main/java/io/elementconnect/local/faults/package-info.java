/** What the faults of every part of the local stack have in common. */
@NullMarked
package io.elementconnect.local.faults;

import org.jspecify.annotations.NullMarked;
