/** Finds the instance of an attempt at Cloud Elements, and connects the attempt with it. */
@NullMarked
package io.elementconnect.adoption;

import org.jspecify.annotations.NullMarked;
