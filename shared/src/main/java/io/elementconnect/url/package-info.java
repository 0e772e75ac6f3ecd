/** The syntax of URLs, both of those that are received and of those that are sent. */
@NullMarked
package io.elementconnect.url;

import org.jspecify.annotations.NullMarked;
