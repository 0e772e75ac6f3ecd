/** What every part of Element Connect shares. */
@NullMarked
package io.elementconnect;

import org.jspecify.annotations.NullMarked;
