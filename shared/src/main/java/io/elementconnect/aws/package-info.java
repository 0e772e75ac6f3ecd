/** Adapters over the AWS SDK, and its clients. */
@NullMarked
package io.elementconnect.aws;

import org.jspecify.annotations.NullMarked;
