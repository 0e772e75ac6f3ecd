/** HTTP as API Gateway hands it over and takes it back. */
@NullMarked
package io.elementconnect.http;

import org.jspecify.annotations.NullMarked;
