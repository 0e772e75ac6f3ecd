/** The element catalogue: what may be connected, and what each element asks for. */
@NullMarked
package io.elementconnect.elements;

import org.jspecify.annotations.NullMarked;
