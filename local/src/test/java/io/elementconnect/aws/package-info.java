@NullMarked
package io.elementconnect.aws;

import org.jspecify.annotations.NullMarked;
