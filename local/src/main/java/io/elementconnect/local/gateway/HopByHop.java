package io.elementconnect.local.gateway;

import java.util.Set;

/** Headers that concern one connection (RFC 9110, section 7.6.1) and pass no gateway. */
final class HopByHop {
  static final Set<String> NAMES =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}
}
