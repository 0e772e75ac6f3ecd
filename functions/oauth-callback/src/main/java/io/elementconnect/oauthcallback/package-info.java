/** Receives the code at the callback and exchanges it for an element instance. */
@NullMarked
package io.elementconnect.oauthcallback;

import org.jspecify.annotations.NullMarked;
