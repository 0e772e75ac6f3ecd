package io.elementconnect.attempts;

import io.elementconnect.sealing.Sealed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the start request asked for, checked against the element catalogue.
 *
 * @param element the key of the element
 * @param name the name that the instance will have
 * @param tags the caller's own tags
 * @param configuration what was stated, without secrets
 * @param secretConfiguration what was stated and is secret, sealed; null when there is none
 * @param site the provider account that was stated, such as {@code dt123.infusionsoft.com}; null
 *     when the element has none
 * @param returnUrl where the person goes afterwards
 * @param callbackUrl our callback as the provider knows it; the exchange must name the very same
 */
public record ConnectionRequest(
    String element,
    String name,
    List<String> tags,
    Map<String, String> configuration,
    @Nullable Sealed secretConfiguration,
    @Nullable String site,
    String returnUrl,
    String callbackUrl) {}
