package io.elementconnect.local.template;

import java.util.Optional;

/**
 * The AWS account and region that a local run pretends to be deployed in.
 *
 * @param stackName the stack's name
 */
public record Account(String stackName) {
  public static final String REGION = "us-east-1";
  public static final String ID = "000000000000";

  /** The value of a pseudo parameter such as {@code AWS::Region}, if it has one here. */
  Optional<String> pseudoParameter(String name) {
    return switch (name) {
      case "AWS::StackName" -> Optional.of(stackName);
      case "AWS::Region" -> Optional.of(REGION);
      case "AWS::AccountId" -> Optional.of(ID);
      case "AWS::Partition" -> Optional.of("aws");
      case "AWS::URLSuffix" -> Optional.of("amazonaws.com");
      default -> Optional.empty();
    };
  }

  /** The ARN of what belongs to the account and to no region of it. */
  static String globalArn(String service, String resource) {
    return "arn:aws:" + service + "::" + ID + ":" + resource;
  }

  /** {@code arn:aws:<service>:<region>:<account>:<resource>}. */
  public static String arn(String service, String resource) {
    return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
  }
}
