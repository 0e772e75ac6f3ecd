@NullMarked
package io.elementconnect.local.server;

import org.jspecify.annotations.NullMarked;
