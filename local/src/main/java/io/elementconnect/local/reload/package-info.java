/** The functions' new code, built and taken into use while the stack runs. */
@NullMarked
package io.elementconnect.local.reload;

import org.jspecify.annotations.NullMarked;
