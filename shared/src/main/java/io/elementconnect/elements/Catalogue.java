package io.elementconnect.elements;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The known elements. */
public final class Catalogue {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final List<Element> elements;

  public Catalogue(List<Element> elements) {
    this.elements = List.copyOf(elements);
  }

  /** Returns the element with this key or numeric id. */
  public Optional<Element> find(String keyOrId) {
    return NUMBER.matcher(keyOrId).matches()
        ? first(element -> element.ids().contains(Long.valueOf(keyOrId)))
        : first(element -> element.key().equals(keyOrId));
  }

  /**
   * Returns the element that an attempt or an instance names.
   *
   * @throws IllegalStateException when the catalogue no longer has it
   */
  public Element get(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException("no element " + key));
  }

  /** The configuration keys that name an account at its provider. */
  public Set<String> siteKeys() {
    return elements.stream()
        .flatMap(element -> element.siteProperty().stream())
        .map(Property::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Element> first(Predicate<Element> predicate) {
    return elements.stream().filter(predicate).findFirst();
  }
}
