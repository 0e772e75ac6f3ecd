@NullMarked
package io.elementconnect.local.journeys;

import org.jspecify.annotations.NullMarked;
