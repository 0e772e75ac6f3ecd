package io.elementconnect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * 32 bytes as base64url without padding, 43 characters: the form of a state, of a browser key and
 * of every SHA-256 hash here.
 */
public final class Base64Url {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Base64Url() {}

  /** Whether a text has that form. */
  public static boolean is256Bits(String text) {
    return FORM.matcher(text).matches();
  }

  public static String random256Bits(SecureRandom random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return encode(bytes);
  }

  /** The SHA-256 hash of the text in UTF-8. */
  public static String sha256(String text) {
    try {
      return encode(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
