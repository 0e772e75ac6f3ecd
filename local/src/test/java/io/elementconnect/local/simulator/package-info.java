@NullMarked
package io.elementconnect.local.simulator;

import org.jspecify.annotations.NullMarked;
