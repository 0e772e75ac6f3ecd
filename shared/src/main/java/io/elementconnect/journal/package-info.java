/** The journal: what a function says about its work, one JSON object per line. */
@NullMarked
package io.elementconnect.journal;

import org.jspecify.annotations.NullMarked;
