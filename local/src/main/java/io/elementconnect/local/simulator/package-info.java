/**
 * Cloud Elements API v2 and Infusionsoft's sign-in, simulated on one loopback port: in state, and
 * as strict as the real services are known to be.
 */
@NullMarked
package io.elementconnect.local.simulator;

import org.jspecify.annotations.NullMarked;
