@NullMarked
package io.elementconnect.json;

import org.jspecify.annotations.NullMarked;
