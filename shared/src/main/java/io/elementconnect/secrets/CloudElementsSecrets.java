package io.elementconnect.secrets;

/** The secrets that Cloud Elements requires in {@code Authorization}. */
public record CloudElementsSecrets(String organizationSecret, String userSecret) {

  /** The value of the header, for calls that do not act for an instance. */
  public String authorization() {
    return "User " + userSecret + ", Organization " + organizationSecret;
  }

  /** The value of the header, for calls on behalf of the instance with this token. */
  public String authorization(String token) {
    return authorization() + ", Element " + token;
  }

  @Override
  public String toString() {
    return "CloudElementsSecrets";
  }
}
