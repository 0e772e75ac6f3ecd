@NullMarked
package io.elementconnect.instances;

import org.jspecify.annotations.NullMarked;
