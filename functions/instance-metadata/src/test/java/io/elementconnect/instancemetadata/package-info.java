@NullMarked
package io.elementconnect.instancemetadata;

import org.jspecify.annotations.NullMarked;
