@NullMarked
package io.elementconnect.settings;

import org.jspecify.annotations.NullMarked;
