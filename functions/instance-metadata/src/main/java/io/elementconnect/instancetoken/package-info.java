/** Returns the token of an instance to a trusted backend. */
@NullMarked
package io.elementconnect.instancetoken;

import org.jspecify.annotations.NullMarked;
