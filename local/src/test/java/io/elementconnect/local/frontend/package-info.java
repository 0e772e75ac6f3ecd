@NullMarked
package io.elementconnect.local.frontend;

import org.jspecify.annotations.NullMarked;
