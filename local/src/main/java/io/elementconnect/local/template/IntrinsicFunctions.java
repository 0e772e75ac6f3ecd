package io.elementconnect.local.template;

import io.elementconnect.local.template.Node.Call;
import io.elementconnect.local.template.Node.Fields;
import io.elementconnect.local.template.Node.Items;
import io.elementconnect.local.template.Node.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves intrinsic functions as CloudFormation does. Source: AWS CloudFormation template
 * reference, "Intrinsic function reference".
 */
final class IntrinsicFunctions implements Node.Resolver {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, Node> parameters;
  private final Account account;
  private final Conditions conditions;
  private final Resources resources;

  IntrinsicFunctions(Node file, Map<String, String> given, Account account) {
    this.parameters = TemplateParameters.values(section(file, "Parameters"), given);
    this.account = account;
    this.conditions = new Conditions(section(file, "Conditions").in(this));
    this.resources =
        new Resources(
            section(file, "Globals").in(this),
            section(file, "Resources").in(this),
            conditions,
            account);
  }

  private static Node section(Node file, String name) {
    var section = file.orEmpty(name);
    section.fields();
    return section;
  }

  Resources resources() {
    return resources;
  }

  @Override
  public Optional<Node> resolve(Node call, String function, Node argument) {
    return switch (function) {
      case "Ref" -> reference(argument.literal(), call);
      case "If" -> {
        var arguments = call.arguments(3, 3);
        var holds = conditions.holds(arguments.getFirst().literal(), call);
        yield arguments.get(holds ? 1 : 2).resolved();
      }
      case "GetAtt" -> text(call, attribute(argument, call));
      case "Sub" -> text(call, substitute(argument, call));
      case "Join" -> {
        var arguments = call.arguments(2, 2);
        var texts = arguments.getLast().items().stream().map(Node::text).toList();
        yield text(call, String.join(arguments.getFirst().literal(), texts));
      }
      case "Split" -> Optional.of(split(call));
      case "Select" -> Optional.of(select(call));
      default -> Node.NONE.resolve(call, function, argument);
    };
  }

  private static Optional<Node> text(Node call, String text) {
    return Optional.of(call.with(new Text(text)));
  }

  private Optional<Node> reference(String name, Node call) {
    if (name.equals("AWS::NoValue")) {
      return Optional.empty();
    }
    var parameter = parameters.get(name);
    if (parameter != null) {
      return Optional.of(parameter);
    }
    return text(
        call, account.pseudoParameter(name).orElseGet(() -> resources.reference(name, call)));
  }

  private String attribute(Node argument, Node call) {
    if (argument.content() instanceof Items(var names) && names.size() == 2) {
      return resources.attribute(names.getFirst().literal(), names.getLast().in(this).text(), call);
    }
    return attribute(argument.literal(), call);
  }

  private String attribute(String dotted, Node call) {
    var dot = dotted.indexOf('.');
    if (dot < 0) {
      throw call.wrong("!GetAtt wants <resource>.<attribute>");
    }
    return resources.attribute(dotted.substring(0, dot), dotted.substring(dot + 1), call);
  }

  private String substitute(Node argument, Node call) {
    var arguments =
        argument.content() instanceof Items
            ? call.arguments(2, 2)
            : List.of(argument, call.with(new Fields(Map.of())));
    var variables = arguments.getLast().fields();
    return VARIABLE
        .matcher(arguments.getFirst().literal())
        .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), variables, call)));
  }

  private String variable(String name, Map<String, Node> variables, Node call) {
    // ${!Literal} stands for ${Literal}.
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    var variable = variables.get(name);
    if (variable != null) {
      return variable.in(this).text();
    }
    return name.contains(".")
        ? attribute(name, call)
        : call.with(new Call("Ref", call.with(new Text(name)))).text();
  }

  private static Node split(Node call) {
    var arguments = call.arguments(2, 2);
    var delimiter = arguments.getFirst().literal();
    if (delimiter.isEmpty()) {
      throw call.wrong("!Split wants a delimiter");
    }
    var pieces = arguments.getLast().text().split(Pattern.quote(delimiter), -1);
    return call.with(
        new Items(Arrays.stream(pieces).map(piece -> call.with(new Text(piece))).toList()));
  }

  private static Node select(Node call) {
    var arguments = call.arguments(2, 2);
    var index = arguments.getFirst().text();
    var items = arguments.getLast().items();
    if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= items.size()) {
      throw call.wrong("!Select has no item " + index + " to select");
    }
    return items.get(Integer.parseInt(index));
  }
}
