/** Cloud Elements over HTTP. */
@NullMarked
package io.elementconnect.cloudelements.http;

import org.jspecify.annotations.NullMarked;
