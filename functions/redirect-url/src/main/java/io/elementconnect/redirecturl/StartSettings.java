package io.elementconnect.redirecturl;

import io.elementconnect.http.CallerClaims;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the start request.
 *
 * @param publicBaseUrl the API's address; empty to use the one that the gateway matched
 * @param returnUrls where people may go afterwards; compared as whole strings
 */
record StartSettings(
    CallerClaims claims, Optional<String> publicBaseUrl, List<String> returnUrls) {}
