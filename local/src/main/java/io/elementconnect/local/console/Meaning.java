package io.elementconnect.local.console;

/** What a line has to say to whoever reads it. */
enum Meaning {
  PROGRESS,
  ENDED_WELL,
  REFUSED,
  NEEDS_ATTENTION;

  static Meaning ofStatus(int status) {
    if (status < 200 || status >= 500) {
      return NEEDS_ATTENTION;
    }
    return status < 400 ? ENDED_WELL : REFUSED;
  }
}
