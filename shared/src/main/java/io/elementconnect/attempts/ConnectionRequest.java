package io.elementconnect.attempts;

import io.elementconnect.sealing.Sealed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to connect, from the start request and checked against the element catalogue.
 *
 * @param element the key of the element
 * @param name the name that the instance will have
 * @param tags the caller's own tags
 * @param configuration the non-secret values
 * @param secretConfiguration the secret values, sealed; null when there are none
 * @param defaults the keys of the secret values that were left to the defaults in Secrets Manager;
 *     an exchange without one of them would connect something else
 * @param site the provider account to connect, such as {@code dt123.infusionsoft.com}; null when
 *     the element has none
 * @param returnUrl where the person goes afterwards
 * @param callbackUrl our callback as sent to the provider; the exchange must send the same value
 */
public record ConnectionRequest(
    String element,
    String name,
    List<String> tags,
    Map<String, String> configuration,
    @Nullable Sealed secretConfiguration,
    List<String> defaults,
    @Nullable String site,
    String returnUrl,
    String callbackUrl) {}
