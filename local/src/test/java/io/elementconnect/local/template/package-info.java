@NullMarked
package io.elementconnect.local.template;

import org.jspecify.annotations.NullMarked;
