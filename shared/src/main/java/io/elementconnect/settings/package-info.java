/** Settings of a function, read from its environment. */
@NullMarked
package io.elementconnect.settings;

import org.jspecify.annotations.NullMarked;
