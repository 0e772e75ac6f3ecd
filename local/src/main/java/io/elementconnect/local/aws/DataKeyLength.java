package io.elementconnect.local.aws;

/** How long a data key is to be, in bytes. */
final class DataKeyLength {
  private static final int LIMIT = 1024;

  private DataKeyLength() {}

  /** What a GenerateDataKey asks for: by name or by number, never both. */
  static int in(Parameters request) {
    var named = request.text("KeySpec").map(DataKeyLength::of);
    var counted = request.integer("NumberOfBytes", 1, LIMIT);
    if (named.isPresent() == counted.isPresent()) {
      throw AwsError.validation("Please specify either number of bytes or key spec.");
    }
    return named.or(() -> counted).orElseThrow();
  }

  private static int of(String keySpec) {
    return switch (keySpec) {
      case "AES_128" -> 16;
      case "AES_256" -> 32;
      default -> throw Constraint.notOneOf("KeySpec", "AES_256, AES_128");
    };
  }
}
