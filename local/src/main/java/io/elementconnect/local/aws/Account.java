package io.elementconnect.local.aws;

/** The one account and region that the stand-ins know. */
final class Account {
  static final String ID = "000000000000";
  private static final String REGION = "us-east-1";

  private Account() {}

  /** {@code arn:aws:<service>:us-east-1:000000000000:<resource>}. */
  static String arn(String service, String resource) {
    return String.join(":", "arn", "aws", service, REGION, ID, resource);
  }
}
