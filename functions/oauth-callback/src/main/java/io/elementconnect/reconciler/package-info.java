/** Settles attempts whose exchange has no known outcome, on a schedule and for an operator. */
@NullMarked
package io.elementconnect.reconciler;

import org.jspecify.annotations.NullMarked;
