@NullMarked
package io.elementconnect.attempts;

import org.jspecify.annotations.NullMarked;
