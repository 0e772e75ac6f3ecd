@NullMarked
package io.elementconnect.local.lambda;

import org.jspecify.annotations.NullMarked;
