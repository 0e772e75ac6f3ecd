@NullMarked
package io.elementconnect.reconciler;

import org.jspecify.annotations.NullMarked;
