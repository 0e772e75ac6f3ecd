/** Returns what was stored, attempts and instances, to their tenant. */
@NullMarked
package io.elementconnect.instancemetadata;

import org.jspecify.annotations.NullMarked;
