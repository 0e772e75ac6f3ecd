@NullMarked
package io.elementconnect.redirecturl;

import org.jspecify.annotations.NullMarked;
