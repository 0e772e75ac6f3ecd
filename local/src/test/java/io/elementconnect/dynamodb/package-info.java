@NullMarked
package io.elementconnect.dynamodb;

import org.jspecify.annotations.NullMarked;
