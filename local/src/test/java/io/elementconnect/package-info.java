/** Tests of what spans all modules. */
@NullMarked
package io.elementconnect;

import org.jspecify.annotations.NullMarked;
