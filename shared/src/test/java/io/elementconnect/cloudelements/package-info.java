@NullMarked
package io.elementconnect.cloudelements;

import org.jspecify.annotations.NullMarked;
