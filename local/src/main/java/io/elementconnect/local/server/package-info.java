/** The HTTP server that every part of the local stack stands on. */
@NullMarked
package io.elementconnect.local.server;

import org.jspecify.annotations.NullMarked;
