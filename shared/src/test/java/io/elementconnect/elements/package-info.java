@NullMarked
package io.elementconnect.elements;

import org.jspecify.annotations.NullMarked;
