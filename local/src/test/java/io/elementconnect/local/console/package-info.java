@NullMarked
package io.elementconnect.local.console;

import org.jspecify.annotations.NullMarked;
