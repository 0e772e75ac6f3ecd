@NullMarked
package io.elementconnect.local.aws;

import org.jspecify.annotations.NullMarked;
