@NullMarked
package io.elementconnect.secrets;

import org.jspecify.annotations.NullMarked;
