/** Cloud Elements, the upstream API v2 that talks to providers. */
@NullMarked
package io.elementconnect.cloudelements;

import org.jspecify.annotations.NullMarked;
