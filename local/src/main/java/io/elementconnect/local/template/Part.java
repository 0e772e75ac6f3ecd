package io.elementconnect.local.template;

import java.util.List;
import java.util.Map;

/** A part of the template as it is written, nothing in it resolved. */
sealed interface Part {

  Place place();

  record Scalar(Place place, String text) implements Part {}

  record Sequence(Place place, List<Part> items) implements Part {}

  /** Its fields are in the order of the file. */
  record Mapping(Place place, Map<String, Part> fields) implements Part {}

  /**
   * An intrinsic function, in its short or its long form.
   *
   * @param function without {@code !} or {@code Fn::}
   */
  record Call(Place place, String function, Part argument) implements Part {}
}
