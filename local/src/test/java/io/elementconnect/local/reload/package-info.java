@NullMarked
package io.elementconnect.local.reload;

import org.jspecify.annotations.NullMarked;
