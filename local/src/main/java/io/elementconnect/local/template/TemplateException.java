package io.elementconnect.local.template;

import java.io.Serial;

/** The template cannot be used. The message is one line that says where and why. */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  TemplateException(Node.Place place, String what) {
    super(place + ": " + what);
  }
}
