@NullMarked
package io.elementconnect.local.gateway;

import org.jspecify.annotations.NullMarked;
