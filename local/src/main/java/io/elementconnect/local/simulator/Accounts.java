package io.elementconnect.local.simulator;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Who may call: one organization at Cloud Elements, its users, and the apps at the provider. */
public record Accounts(Organization organization, List<User> users, List<ProviderApp> apps) {

  /** Keeps its own copies of the lists. */
  public Accounts {
    users = List.copyOf(users);
    apps = List.copyOf(apps);
  }

  /** An organization of Cloud Elements; the secret is any text without a comma or white space. */
  public record Organization(long id, String name, String secret) {
    @Override
    public String toString() {
      return "Organization[" + id + "]";
    }
  }

  /** A user of the organization; the secret is any text without a comma or white space. */
  public record User(
      long id, String emailAddress, String firstName, String lastName, String secret) {
    @Override
    public String toString() {
      return "User[" + id + "]";
    }
  }

  /**
   * An app registered at the provider.
   *
   * @param name what the sign-in page calls it
   * @param callbackUrls compared as whole strings; https, or http on localhost or 127.0.0.1,
   *     without a fragment
   */
  public record ProviderApp(
      String name, String apiKey, String apiSecret, List<String> callbackUrls) {

    /**
     * Keeps its own copy of the list.
     *
     * @throws IllegalArgumentException when a callback URL is not of that form
     */
    public ProviderApp {
      callbackUrls = List.copyOf(callbackUrls);
      callbackUrls.forEach(ProviderApp::check);
    }

    private static void check(String callbackUrl) {
      var url = URI.create(callbackUrl);
      var host = url.getHost();
      var loopback = "localhost".equals(host) || "127.0.0.1".equals(host);
      var secure = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && loopback);
      if (host == null || !secure || url.getRawFragment() != null) {
        throw new IllegalArgumentException("not a callback URL: " + callbackUrl);
      }
    }

    @Override
    public String toString() {
      return "ProviderApp[" + name + "]";
    }
  }

  Optional<ProviderApp> app(String apiKey) {
    return apps.stream().filter(app -> app.apiKey().equals(apiKey)).findFirst();
  }

  Optional<User> user(String secret) {
    return users.stream().filter(user -> user.secret().equals(secret)).findFirst();
  }

  Accounts withUserSecret(long userId, String secret) {
    if (users.stream().noneMatch(user -> user.id() == userId)) {
      throw new IllegalArgumentException("no user " + userId);
    }
    var rotated =
        users.stream()
            .map(user ->
                user.id() != userId
                    ? user
                    : new User(
                        userId, user.emailAddress(), user.firstName(), user.lastName(), secret))
            .toList();
    return new Accounts(organization, rotated, apps);
  }
}
