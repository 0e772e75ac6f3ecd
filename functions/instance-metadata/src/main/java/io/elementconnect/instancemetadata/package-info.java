/** Tells what was stored: attempts, instances, and, to a trusted backend, tokens. */
@NullMarked
package io.elementconnect.instancemetadata;

import org.jspecify.annotations.NullMarked;
