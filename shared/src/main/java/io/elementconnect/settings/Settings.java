package io.elementconnect.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of one function, read once. All errors are reported at once, by name and without the
 * values, when {@link #check} is called.
 */
public final class Settings {
  private static final Pattern DEPLOYMENT = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param environment as Lambda sets it from the template
   */
  public Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reports the errors of all settings read so far.
   *
   * @throws IllegalStateException when there are any; the message names every setting that is
   *     missing or invalid
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new IllegalStateException("Settings: " + String.join("; ", problems));
    }
  }

  /** A required setting. */
  public String required(String name) {
    return optional(name)
        .orElseGet(() -> {
          problems.add(name + " is missing");
          return "";
        });
  }

  /** The name of the deployment, which is part of every tag of ours. */
  public String deployment() {
    return matching("DEPLOYMENT", DEPLOYMENT);
  }

  /** A required setting that must match the whole pattern. */
  public String matching(String name, Pattern form) {
    var value = required(name);
    if (!value.isEmpty() && !form.matcher(value).matches()) {
      problems.add(name + " must match " + form);
    }
    return value;
  }

  /** An optional setting; an empty one counts as missing. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /**
   * An https address without user info, query, fragment or a slash at its end; http for a loopback
   * host only.
   */
  public String baseUrl(String name) {
    var value = required(name);
    return value.isEmpty() ? value : checkedUrl(name, value, false);
  }

  /** As {@link #baseUrl}, if it is set. */
  public Optional<String> optionalBaseUrl(String name) {
    return optional(name).map(value -> checkedUrl(name, value, false));
  }

  /**
   * Comma-separated https addresses, at least one; http for loopback hosts only; a query is kept.
   */
  public List<String> urls(String name) {
    var values = required(name);
    if (values.isEmpty()) {
      return List.of(values); // its problem is already recorded
    }
    return Arrays.stream(values.split(",", -1))
        .map(String::strip)
        .map(value -> checkedUrl(name, value, true))
        .toList();
  }

  /** An optional loopback address; any other address is a problem. */
  public Optional<String> optionalLoopbackUrl(String name) {
    return optional(name)
        .filter(value -> {
          if (!isLoopback(value)) {
            problems.add(name + " must be a loopback address");
          }
          return isLoopback(value);
        });
  }

  /** Whether this is an http or https loopback address. */
  public static boolean isLoopback(String url) {
    var http = url.startsWith("http://") || url.startsWith("https://");
    return http && url(url).map(URI::getHost).filter(LOOPBACK::contains).isPresent();
  }

  private String checkedUrl(String name, String value, boolean queryAllowed) {
    var url = url(value);
    if (url.isEmpty() || url.get().getHost() == null) {
      problems.add(name + " must be an address");
      return value;
    }
    url.ifPresent(address -> {
      var loopback = isLoopback(value) && "http".equals(address.getScheme());
      if (!"https".equals(address.getScheme()) && !loopback) {
        problems.add(name + " must begin with https:// (http:// for loopback hosts only)");
      }
      // It is sent in a header, and compared with what browsers send.
      if (!address.toASCIIString().equals(value)) {
        problems.add(name + " must be in US-ASCII, anything else percent-encoded");
      }
      if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
        problems.add(name + " must have no user info and no fragment");
      }
      if (!queryAllowed && (address.getRawQuery() != null || value.endsWith("/"))) {
        problems.add(name + " must have no query and no slash at its end");
      }
    });
    return value;
  }

  private static Optional<URI> url(String value) {
    try {
      return Optional.of(new URI(value));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
