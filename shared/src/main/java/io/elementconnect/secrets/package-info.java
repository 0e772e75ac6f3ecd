/** The secrets in Secrets Manager, cached. */
@NullMarked
package io.elementconnect.secrets;

import org.jspecify.annotations.NullMarked;
