@NullMarked
package io.elementconnect.sealing;

import org.jspecify.annotations.NullMarked;
