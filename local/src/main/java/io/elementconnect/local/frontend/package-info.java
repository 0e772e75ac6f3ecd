/** The demo SaaS product that stands before Element Connect, and its issuer. */
@NullMarked
package io.elementconnect.local.frontend;

import org.jspecify.annotations.NullMarked;
