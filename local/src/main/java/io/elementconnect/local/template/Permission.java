package io.elementconnect.local.template;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One action on one resource that a policy allows. In both {@code *} stands for any characters and
 * {@code ?} for one.
 *
 * @param action such as {@code dynamodb:GetItem}; case does not matter
 * @param resource an ARN
 * @param condition what the request must come with ({@code StringEquals}), key by key
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM
 *     JSON policy elements</a>
 */
public record Permission(String action, String resource, Map<String, String> condition) {

  public Permission {
    condition = Map.copyOf(condition);
  }

  /**
   * Whether it allows a request.
   *
   * @param context the condition keys that the request comes with
   */
  public boolean allows(
      String requestedAction, String requestedResource, Map<String, String> context) {
    return matches(action.toLowerCase(Locale.ROOT), requestedAction.toLowerCase(Locale.ROOT))
        && matches(resource, requestedResource)
        && context.entrySet().containsAll(condition.entrySet());
  }

  /** As {@code permissions.txt} has it, but for the resource, which is an ARN here. */
  @Override
  public String toString() {
    var conditions =
        condition.entrySet().stream()
            .map(one -> " if " + one.getKey() + " is " + one.getValue())
            .sorted()
            .collect(Collectors.joining());
    return action + " " + resource + conditions;
  }

  private static boolean matches(String pattern, String text) {
    var expression = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    return Pattern.compile(expression, Pattern.DOTALL).matcher(text).matches();
  }
}
