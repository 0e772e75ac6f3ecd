/** Doubles of the ports, of Lambda and of the gateway, for the tests of every module. */
@NullMarked
package io.elementconnect.testing;

import org.jspecify.annotations.NullMarked;
