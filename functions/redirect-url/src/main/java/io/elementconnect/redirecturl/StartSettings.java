package io.elementconnect.redirecturl;

import io.elementconnect.http.CallerClaims;
import java.util.List;
import java.util.Optional;

/**
 * What the start request depends on.
 *
 * @param publicBaseUrl the API's address; without it the one that the gateway matched
 * @param returnUrls where people may go afterwards, each compared as a whole
 */
record StartSettings(
    CallerClaims claims, Optional<String> publicBaseUrl, List<String> returnUrls) {}
