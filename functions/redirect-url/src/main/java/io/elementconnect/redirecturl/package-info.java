/** Begins attempts: asks Cloud Elements for the redirect URL and saves the attempt. */
@NullMarked
package io.elementconnect.redirecturl;

import org.jspecify.annotations.NullMarked;
