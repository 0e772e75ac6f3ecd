package io.elementconnect.local.aws;

import java.util.Locale;

/** The bounds of members, refused with the words of the real services but without the value. */
final class Constraint {
  private Constraint() {}

  static void checkLength(String name, int length, int least, int most) {
    check(name, length >= least, "have length greater than or equal to " + least);
    check(name, length <= most, "have length less than or equal to " + most);
  }

  static void checkNumber(String name, int number, int least, int most) {
    check(name, number >= least, "have value greater than or equal to " + least);
    check(name, number <= most, "have value less than or equal to " + most);
  }

  static AwsError missing(String name) {
    return violated("Value null", name, "not be null");
  }

  static AwsError notOneOf(String name, String allowed) {
    return violated("Value", name, "satisfy enum value set: [" + allowed + "]");
  }

  private static void check(String name, boolean satisfied, String constraint) {
    if (!satisfied) {
      throw violated("Value", name, constraint);
    }
  }

  private static AwsError violated(String value, String name, String constraint) {
    // The services write a member's name with a small first letter here.
    var member = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    return AwsError.validation(
        "1 validation error detected: %s at '%s' failed to satisfy constraint: Member must %s"
            .formatted(value, member, constraint));
  }
}
