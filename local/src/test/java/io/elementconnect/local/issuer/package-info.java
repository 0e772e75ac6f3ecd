@NullMarked
package io.elementconnect.local.issuer;

import org.jspecify.annotations.NullMarked;
