/**
 * AWS on one loopback port, spoken to by the real SDK clients: dynoxide as DynamoDB, and stand-ins
 * for Secrets Manager and KMS. Everything is in memory and ends with the server.
 */
@NullMarked
package io.elementconnect.local.aws;

import org.jspecify.annotations.NullMarked;
