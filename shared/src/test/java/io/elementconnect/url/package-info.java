@NullMarked
package io.elementconnect.url;

import org.jspecify.annotations.NullMarked;
