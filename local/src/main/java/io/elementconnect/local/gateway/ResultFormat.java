package io.elementconnect.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Turns what a function returned into an answer (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a>). A result without {@code statusCode} is a 200 with the result as its JSON body;
 * {@code multiValueHeaders} belongs to format 1.0 and is passed over.
 */
final class ResultFormat {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\uffff]*");

  private ResultFormat() {}

  /** Nothing when the result is not one that API Gateway accepts. */
  static Optional<Reply> reply(byte[] result) {
    try {
      var json = JSON.readTree(result);
      return json.isMissingNode() ? Optional.empty() : reply(json);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Reply> reply(JsonNode json) throws JsonProcessingException {
    var status = json.path("statusCode");
    if (status.isMissingNode()) {
      return Optional.of(
          Reply.json(200, json.isTextual() ? json.textValue() : JSON.writeValueAsString(json)));
    }
    var valid =
        status.isInt()
            && status.intValue() >= 200
            && status.intValue() <= 599
            && isAbsentOr(json.path("body"), json.path("body").isTextual())
            && isAbsentOr(json.path("headers"), json.path("headers").isObject())
            && isAbsentOr(json.path("cookies"), json.path("cookies").isArray());
    if (!valid) {
      return Optional.empty();
    }
    return headers(json).map(headers -> new Reply(status.intValue(), headers, body(json)));
  }

  private static byte[] body(JsonNode json) {
    var text = json.path("body").asText("");
    return json.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Map<String, List<String>>> headers(JsonNode json) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var field : json.path("headers").properties()) {
      if (!field.getValue().isValueNode() || field.getValue().isNull()) {
        return Optional.empty();
      }
      headers.put(field.getKey(), List.of(field.getValue().asText()));
    }
    var cookies = new ArrayList<>(headers.getOrDefault("Set-Cookie", List.of()));
    json.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
    if (!cookies.isEmpty()) {
      headers.put("Set-Cookie", cookies);
    }
    if (!headers.entrySet().stream().allMatch(ResultFormat::isValid)) {
      return Optional.empty();
    }
    var passed = Call.endToEnd(headers);
    if (!json.path("body").asText("").isEmpty()) {
      passed.putIfAbsent("Content-Type", List.of("text/plain; charset=utf-8"));
    }
    return Optional.of(passed);
  }

  private static boolean isValid(Map.Entry<String, List<String>> header) {
    return NAME.matcher(header.getKey()).matches()
        && header.getValue().stream().allMatch(value -> VALUE.matcher(value).matches());
  }

  private static boolean isAbsentOr(JsonNode node, boolean good) {
    return node.isMissingNode() || node.isNull() || good;
  }
}
