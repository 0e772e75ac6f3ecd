/** What the local stack reads from {@code template.yaml}. */
@NullMarked
package io.elementconnect.local.template;

import org.jspecify.annotations.NullMarked;
