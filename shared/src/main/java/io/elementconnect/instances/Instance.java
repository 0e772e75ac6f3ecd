package io.elementconnect.instances;

import io.elementconnect.AttemptId;
import io.elementconnect.sealing.Sealed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connected account.
 *
 * @param tenant the tenant that it belongs to
 * @param attemptId the attempt that created it
 * @param element the key of its element
 * @param name the name from the start request
 * @param tags the caller's own tags, without ours
 * @param site the provider account, such as {@code dt123.infusionsoft.com}; null when the element
 *     has none
 * @param createdAt in whole seconds
 * @param createdBy the user who connected it
 * @param token its secret token, sealed
 */
public record Instance(
    String tenant,
    InstanceId id,
    AttemptId attemptId,
    String element,
    String name,
    List<String> tags,
    @Nullable String site,
    Instant createdAt,
    String createdBy,
    Sealed token) {}
