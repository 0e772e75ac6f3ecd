/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element. Its children are elements or texts; a text never becomes markup. */
export function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** Shows an element, or hides it. */
export function show(id, visible) {
  byId(id).hidden = !visible;
}

/** A time as this browser's people write it. */
export function time(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
