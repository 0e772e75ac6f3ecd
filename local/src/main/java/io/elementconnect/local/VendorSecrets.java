package io.elementconnect.local;

import io.elementconnect.local.simulator.Accounts;
import io.elementconnect.local.simulator.Accounts.Organization;
import io.elementconnect.local.simulator.Accounts.ProviderApp;
import io.elementconnect.local.simulator.Accounts.User;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a vendor would have been given by Cloud Elements and by the provider, new for every stack
 * and in the forms that they have there.
 */
record VendorSecrets(
    String organizationSecret, String userSecret, String apiKey, String apiSecret) {
  static final long USER_ID = 1;

  static VendorSecrets random() {
    return new VendorSecrets(
        HexFormat.of().formatHex(bytes(16)),
        Base64.getEncoder().encodeToString(bytes(32)),
        HexFormat.of().formatHex(bytes(12)),
        HexFormat.of().formatHex(bytes(16)));
  }

  VendorSecrets withRandomUserSecret() {
    return new VendorSecrets(organizationSecret, random().userSecret(), apiKey, apiSecret);
  }

  Accounts accounts(String callbackUrl) {
    return new Accounts(
        new Organization(1, "Acme", organizationSecret),
        List.of(new User(USER_ID, "owner@example.com", "Acme", "Owner", userSecret)),
        List.of(new ProviderApp("Acme CRM", apiKey, apiSecret, List.of(callbackUrl))));
  }

  /** The secret of Cloud Elements, as Secrets Manager keeps it. */
  String cloudElements() {
    return "{\"organizationSecret\":\"%s\",\"userSecret\":\"%s\"}"
        .formatted(organizationSecret, userSecret);
  }

  /** The secret of the provider app, as Secrets Manager keeps it. */
  String providerApp() {
    return "{\"apiKey\":\"" + apiKey + "\",\"apiSecret\":\"" + apiSecret + "\"}";
  }

  Set<String> all() {
    return Set.of(organizationSecret, userSecret, apiKey, apiSecret);
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "VendorSecrets";
  }
}
