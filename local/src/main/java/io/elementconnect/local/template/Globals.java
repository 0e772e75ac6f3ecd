package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * SAM's merging of {@code Globals} into a resource: mappings by key, lists one after the other
 * (what is global first), and else what the resource says. An intrinsic function is never looked
 * into. Source: AWS SAM developer guide, "Globals section of the AWS SAM template".
 */
final class Globals {

  private Globals() {}

  static Part merge(Part global, Part local) {
    if (global instanceof Mapping ours && local instanceof Mapping theirs) {
      var fields = new LinkedHashMap<>(ours.fields());
      theirs.fields().forEach((name, part) -> fields.merge(name, part, Globals::merge));
      return new Mapping(theirs.place(), Collections.unmodifiableMap(fields));
    }
    if (global instanceof Sequence ours && local instanceof Sequence theirs) {
      var items = new ArrayList<>(ours.items());
      items.addAll(theirs.items());
      return new Sequence(theirs.place(), List.copyOf(items));
    }
    return local;
  }
}
