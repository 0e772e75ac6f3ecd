@NullMarked
package io.elementconnect.adoption;

import org.jspecify.annotations.NullMarked;
