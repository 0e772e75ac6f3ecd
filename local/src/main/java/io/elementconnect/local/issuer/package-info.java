/** A small OpenID provider: it signs a token for any tenant and user. */
@NullMarked
package io.elementconnect.local.issuer;

import org.jspecify.annotations.NullMarked;
