@NullMarked
package io.elementconnect.local.faults;

import org.jspecify.annotations.NullMarked;
