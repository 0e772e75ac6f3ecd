package io.elementconnect.local.gateway;

import io.elementconnect.local.template.Cors;
import io.elementconnect.local.template.Function;
import io.elementconnect.local.template.Route;
import java.util.List;

/**
 * What a {@link Gateway} serves.
 *
 * @param functions also those that no route leads to; they can be invoked by name
 * @param cors without origins when CORS is not configured
 */
public record Api(List<Function> functions, List<Route> routes, Cors cors) {}
