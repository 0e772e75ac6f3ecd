/**
 * Reads {@code template.yaml} as the local stack needs it, so that what runs on this machine and
 * what is deployed cannot drift apart.
 */
@NullMarked
package io.elementconnect.local.template;

import org.jspecify.annotations.NullMarked;
