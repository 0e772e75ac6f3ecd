package io.elementconnect.local.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * ListSecrets: the secrets in the order of creation, a page at a time. The token for the next page
 * names the last secret of this one, so secrets that come or go in between disturb nothing.
 */
final class SecretPages {
  private static final int PAGE_LIMIT = 100;

  private SecretPages() {}

  static ObjectNode page(Parameters request, List<Secret> secrets) {
    request.only("MaxResults", "NextToken", "IncludePlannedDeletion");
    var size = request.integer("MaxResults", 1, PAGE_LIMIT).orElse(PAGE_LIMIT);
    var after = request.text("NextToken").map(SecretPages::number).orElse(0L);
    var planned = request.flag("IncludePlannedDeletion");
    var rest =
        secrets.stream()
            .filter(secret -> secret.number() > after)
            .filter(secret -> planned || !secret.isMarkedForDeletion())
            .toList();
    var answer = JsonNodeFactory.instance.objectNode();
    var list = answer.putArray("SecretList");
    var page = rest.subList(0, Math.min(size, rest.size()));
    page.forEach(secret -> list.add(secret.metadata("SecretVersionsToStages")));
    if (page.size() < rest.size()) {
      answer.put("NextToken", token(page.getLast()));
    }
    return answer;
  }

  private static String token(Secret last) {
    return Base64.getUrlEncoder()
        .encodeToString(Long.toString(last.number()).getBytes(StandardCharsets.UTF_8));
  }

  private static long number(String token) {
    try {
      return Long.parseLong(
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw AwsError.ofSecretsManager("InvalidNextTokenException", "Invalid pagination token");
    }
  }
}
