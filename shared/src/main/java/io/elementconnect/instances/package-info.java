/** Element instances: connected accounts. */
@NullMarked
package io.elementconnect.instances;

import org.jspecify.annotations.NullMarked;
