@NullMarked
package io.elementconnect.instancetoken;

import org.jspecify.annotations.NullMarked;
