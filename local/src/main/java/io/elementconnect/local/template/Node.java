package io.elementconnect.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the template as it is written, its intrinsic functions resolved only where it is read.
 * A method that reads throws a {@link TemplateException} with the place when a node is missing or
 * of another kind.
 */
record Node(Place place, Content content, Resolver resolver) {

  /**
   * Where a node is.
   *
   * @param path such as {@code Resources.Api.Properties}; empty for the whole file
   */
  record Place(String file, int line, String path) {
    @Override
    public String toString() {
      return file + ":" + line + (path.isEmpty() ? "" : " " + path);
    }
  }

  sealed interface Content {}

  record Text(String text) implements Content {}

  record Items(List<Node> items) implements Content {}

  /** The fields are in the order of the file. */
  record Fields(Map<String, Node> fields) implements Content {}

  /** An intrinsic function, without {@code !} or {@code Fn::}. */
  record Call(String function, Node argument) implements Content {}

  interface Resolver {
    /** The node with no intrinsic function at its top; empty for {@code AWS::NoValue}. */
    Optional<Node> resolve(Node call, String function, Node argument);
  }

  static final Resolver NONE =
      (call, function, _) -> {
        throw call.wrong("!" + function + " is not understood here");
      };

  Node in(Resolver other) {
    return new Node(place, content, other);
  }

  Node with(Content other) {
    return new Node(place, other, resolver);
  }

  TemplateException wrong(String what) {
    return new TemplateException(place, what);
  }

  /** Something wrong in a field; in the node itself when it has no such field. */
  TemplateException wrong(String name, String what) {
    return fields().getOrDefault(name, this).wrong(what);
  }

  Optional<Node> resolved() {
    return content instanceof Call(var function, var argument)
        ? resolver.resolve(this, function, argument.in(resolver))
        : Optional.of(this);
  }

  /** A text that is written without any function. */
  String literal() {
    if (content instanceof Text(var text)) {
      return text;
    }
    throw wrong("must be plain text");
  }

  String text() {
    if (resolved().map(Node::content).orElse(null) instanceof Text(var text)) {
      return text;
    }
    throw wrong("must be a text");
  }

  /** Items that are {@code AWS::NoValue} are left out. */
  List<Node> items() {
    if (resolved().map(Node::content).orElse(null) instanceof Items(var items)) {
      return items.stream().flatMap(item -> item.in(resolver).resolved().stream()).toList();
    }
    throw wrong("must be a list");
  }

  /** The fields as they are written. */
  Map<String, Node> fields() {
    if (resolved().map(Node::content).orElse(null) instanceof Fields(var fields)) {
      return fields;
    }
    throw wrong("must be a mapping");
  }

  /** The fields that are not {@code AWS::NoValue}. */
  Map<String, Node> entries() {
    var entries = new LinkedHashMap<String, Node>();
    fields().keySet().forEach(name -> find(name).ifPresent(one -> entries.put(name, one)));
    return entries;
  }

  /** A field that is there and not {@code AWS::NoValue}. */
  Optional<Node> find(String name) {
    return Optional.ofNullable(fields().get(name)).flatMap(field -> field.in(resolver).resolved());
  }

  Node get(String name) {
    return find(name).orElseThrow(() -> wrong("has no " + name));
  }

  /** A field, or a mapping without fields in its place. */
  Node orEmpty(String name) {
    return find(name).orElseGet(() -> with(new Fields(Map.of())));
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  String text(String name) {
    return get(name).text();
  }

  String text(String name, String absent) {
    return find(name).map(Node::text).orElse(absent);
  }

  /** The items of a list; none when the field is missing. */
  List<Node> items(String name) {
    return find(name).map(Node::items).orElse(List.of());
  }

  /** The texts of a list; none when the field is missing. */
  List<String> texts(String name) {
    return items(name).stream().map(Node::text).toList();
  }

  /** The texts of a list, or the one text in its place. */
  List<String> oneOrMore(String name) {
    return get(name).content instanceof Items ? texts(name) : List.of(text(name));
  }

  boolean flag(String name) {
    return switch (text(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "must be true or false");
    };
  }

  Duration seconds(String name, int absent) {
    var text = text(name, Integer.toString(absent));
    if (!text.matches("[0-9]{1,6}")) {
      throw wrong(name, "must be a number of seconds");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  /** The arguments of a call, as they are written. */
  List<Node> arguments(int min, int max) {
    if (content instanceof Call(_, Node(_, Items(var items), _))
        && items.size() >= min
        && items.size() <= max) {
      return items.stream().map(item -> item.in(resolver)).toList();
    }
    throw wrong("the function has not the right number of arguments");
  }

  /** Refuses every field but these. */
  void only(String... known) {
    fields().keySet().stream()
        .filter(name -> !List.of(known).contains(name))
        .forEach(name -> refuse(name, "is not understood here"));
  }

  void refuse(String name, String why) {
    if (fields().containsKey(name)) {
      throw wrong(name, why);
    }
  }

  /**
   * SAM's merging of {@code Globals} into a resource: mappings by key, lists one after the other
   * (what is global first), and else what the resource says. An intrinsic function is never looked
   * into. Source: AWS SAM developer guide, "Globals section of the AWS SAM template".
   */
  Node over(Node global) {
    if (global.content instanceof Fields(var ours) && content instanceof Fields(var theirs)) {
      var merged = new LinkedHashMap<>(ours);
      theirs.forEach((name, field) -> merged.merge(name, field, (one, own) -> own.over(one)));
      return with(new Fields(Collections.unmodifiableMap(merged)));
    }
    if (global.content instanceof Items(var ours) && content instanceof Items(var theirs)) {
      var items = new ArrayList<>(ours);
      items.addAll(theirs);
      return with(new Items(items));
    }
    return this;
  }
}
