@NullMarked
package io.elementconnect.http;

import org.jspecify.annotations.NullMarked;
