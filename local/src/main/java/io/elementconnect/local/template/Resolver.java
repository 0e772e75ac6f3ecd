package io.elementconnect.local.template;

import io.elementconnect.local.template.Part.Call;
import io.elementconnect.local.template.Part.Mapping;
import io.elementconnect.local.template.Part.Scalar;
import io.elementconnect.local.template.Part.Sequence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Resolves intrinsic functions as CloudFormation does, a part at a time and only when it is asked
 * for. Source: AWS CloudFormation template reference, "Intrinsic function reference".
 */
final class Resolver {
  private final Parameters parameters;
  private final Account account;
  private final Conditions conditions;
  private final PhysicalNames names;

  Resolver(Parameters parameters, Account account, Mapping conditions, Mapping resources) {
    this.parameters = parameters;
    this.account = account;
    this.conditions = new Conditions(conditions, this);
    this.names = new PhysicalNames(resources, account, this);
  }

  PhysicalNames names() {
    return names;
  }

  boolean holds(String condition, Place from) {
    return conditions.holds(condition, from);
  }

  /** The part with no intrinsic function at its top; empty for {@code AWS::NoValue}. */
  Optional<Part> resolve(Part part) {
    return part instanceof Call call ? call(call) : Optional.of(part);
  }

  /** What must come to a text. */
  String text(Part part) {
    if (resolve(part).orElse(null) instanceof Scalar(_, var text)) {
      return text;
    }
    throw part.place().wrong("must be a text");
  }

  /** What must come to a list; items that are {@code AWS::NoValue} are left out. */
  List<Part> items(Part part) {
    if (resolve(part).orElse(null) instanceof Sequence(_, var items)) {
      return items.stream().flatMap(item -> resolve(item).stream()).toList();
    }
    throw part.place().wrong("must be a list");
  }

  /** What must come to a mapping. */
  Mapping mapping(Part part) {
    if (resolve(part).orElse(null) instanceof Mapping mapping) {
      return mapping;
    }
    throw part.place().wrong("must be a mapping");
  }

  /** What must be a text without any function. */
  String literal(Part part) {
    if (part instanceof Scalar(_, var text)) {
      return text;
    }
    throw part.place().wrong("must be plain text");
  }

  private Optional<Part> call(Call call) {
    return switch (call.function()) {
      case "Ref" -> reference(literal(call.argument()), call.place());
      case "If" -> {
        var arguments = arguments(call, 3);
        var holds = conditions.holds(literal(arguments.getFirst()), call.place());
        yield resolve(arguments.get(holds ? 1 : 2));
      }
      case "GetAtt" -> Optional.of(new Scalar(call.place(), attribute(call)));
      case "Sub" -> Optional.of(new Scalar(call.place(), Substitution.of(call, this)));
      case "Join" -> {
        var arguments = arguments(call, 2);
        var texts = items(arguments.getLast()).stream().map(this::text).toList();
        yield Optional.of(
            new Scalar(call.place(), String.join(literal(arguments.getFirst()), texts)));
      }
      case "Split" -> Optional.of(split(call));
      case "Select" -> Optional.of(select(call));
      default -> throw call.place().wrong("!" + call.function() + " is not understood here");
    };
  }

  private Optional<Part> reference(String name, Place place) {
    if (name.equals("AWS::NoValue")) {
      return Optional.empty();
    }
    return parameters
        .find(name)
        .or(() -> account.pseudoParameter(name).map(text -> new Scalar(place, text)))
        .or(() -> Optional.of(new Scalar(place, names.reference(name, place))));
  }

  private String attribute(Call call) {
    if (call.argument() instanceof Sequence(_, var names) && names.size() == 2) {
      return this.names.attribute(literal(names.getFirst()), text(names.getLast()), call.place());
    }
    return attribute(literal(call.argument()), call.place());
  }

  /** What {@code <resource>.<attribute>} comes to. */
  String attribute(String dotted, Place place) {
    var dot = dotted.indexOf('.');
    if (dot < 0) {
      throw place.wrong("!GetAtt wants <resource>.<attribute>");
    }
    return names.attribute(dotted.substring(0, dot), dotted.substring(dot + 1), place);
  }

  private Part split(Call call) {
    var arguments = arguments(call, 2);
    var delimiter = literal(arguments.getFirst());
    if (delimiter.isEmpty()) {
      throw call.place().wrong("!Split wants a delimiter");
    }
    var pieces = text(arguments.getLast()).split(Pattern.quote(delimiter), -1);
    return new Sequence(
        call.place(),
        Arrays.stream(pieces).<Part>map(piece -> new Scalar(call.place(), piece)).toList());
  }

  private Part select(Call call) {
    var arguments = arguments(call, 2);
    var index = text(arguments.getFirst());
    var items = items(arguments.getLast());
    if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= items.size()) {
      throw call.place().wrong("!Select has no item " + index + " to select");
    }
    return items.get(Integer.parseInt(index));
  }

  static List<Part> arguments(Call call, int count) {
    if (call.argument() instanceof Sequence(_, var items) && items.size() == count) {
      return items;
    }
    throw call.place().wrong("!" + call.function() + " wants " + count + " arguments");
  }
}
