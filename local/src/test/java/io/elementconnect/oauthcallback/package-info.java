@NullMarked
package io.elementconnect.oauthcallback;

import org.jspecify.annotations.NullMarked;
