/** The DynamoDB adapters of attempts and instances. */
@NullMarked
package io.elementconnect.dynamodb;

import org.jspecify.annotations.NullMarked;
