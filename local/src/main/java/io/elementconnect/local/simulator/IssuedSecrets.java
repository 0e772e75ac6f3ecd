package io.elementconnect.local.simulator;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes unguessable values, and remembers those that must never leak. */
final class IssuedSecrets {
  private static final String CODE_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int CODE_LENGTH = 24;

  private final SecureRandom random = new SecureRandom();
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** An authorization code: 24 letters and digits. */
  String code() {
    var code = new StringBuilder(CODE_LENGTH);
    random
        .ints(CODE_LENGTH, 0, CODE_ALPHABET.length())
        .forEach(index -> code.append(CODE_ALPHABET.charAt(index)));
    return remembered(code.toString());
  }

  /** An element instance's token or one of the provider's: 32 bytes in base64. */
  String token() {
    return remembered(Base64.getEncoder().encodeToString(bytes(32)));
  }

  /** A form token: 32 bytes in base64url, not remembered. */
  String formToken() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
  }

  /** A request id: 24 hex digits, no secret. */
  String requestId() {
    return HexFormat.of().formatHex(bytes(12));
  }

  /** What a caller sent as a code, whoever issued it. */
  void sent(String code) {
    known.add(code);
  }

  Set<String> known() {
    return Set.copyOf(known);
  }

  void clear() {
    known.clear();
  }

  private String remembered(String secret) {
    known.add(secret);
    return secret;
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
