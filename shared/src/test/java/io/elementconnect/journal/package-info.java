@NullMarked
package io.elementconnect.journal;

import org.jspecify.annotations.NullMarked;
