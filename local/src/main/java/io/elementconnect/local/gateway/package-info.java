/**
 * An API Gateway HTTP API (payload format 2.0) with the Lambda functions behind it, in one process.
 */
@NullMarked
package io.elementconnect.local.gateway;

import org.jspecify.annotations.NullMarked;
