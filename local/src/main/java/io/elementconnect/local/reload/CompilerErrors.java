package io.elementconnect.local.reload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What matters in the output of a failed Maven build. */
final class CompilerErrors {
  private static final int MOST = 20;
  private static final Pattern LEVEL = Pattern.compile("\\[(INFO|WARNING|ERROR)] ?(.*)");
  private static final Pattern AT_SOURCE = Pattern.compile("(.+\\.java:\\[\\d+,\\d+] .*)");

  private CompilerErrors() {}

  /**
   * The compiler's messages once each, warnings too, because they are errors to our build; without
   * any, what Maven calls errors.
   *
   * @param root is left out of paths
   */
  static List<String> in(List<String> output, String root) {
    var messages = compilers(output, root);
    return shortened(messages.isEmpty() ? mavens(output) : messages);
  }

  private static List<String> compilers(List<String> output, String root) {
    var messages = new LinkedHashSet<String>();
    var within = false;
    for (var line : output) {
      var levelled = LEVEL.matcher(line);
      if (!levelled.matches()) {
        if (within) {
          messages.add(line);
        }
        continue;
      }
      var text = levelled.group(2);
      if (text.startsWith("Failed to execute goal")) {
        break;
      }
      within = AT_SOURCE.matcher(text).matches();
      if (within) {
        messages.add(text.replace(root + "/", ""));
      }
    }
    return List.copyOf(messages);
  }

  private static List<String> mavens(List<String> output) {
    return output.stream()
        .map(LEVEL::matcher)
        .filter(line -> line.matches() && line.group(1).equals("ERROR"))
        .map(line -> line.group(2))
        .takeWhile(text -> !text.startsWith("-> [Help"))
        .filter(text -> !text.isBlank())
        .distinct()
        .toList();
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= MOST) {
      return lines;
    }
    var first = new ArrayList<>(lines.subList(0, MOST));
    first.add("... and " + (lines.size() - MOST) + " more lines");
    return first;
  }
}
