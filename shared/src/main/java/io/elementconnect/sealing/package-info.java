/** Sealing: encryption under KMS data keys, bound to what is sealed. */
@NullMarked
package io.elementconnect.sealing;

import org.jspecify.annotations.NullMarked;
