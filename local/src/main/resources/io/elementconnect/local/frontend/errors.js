import { byId, element } from "./dom.js";

/**
 * Ties each message to the input that it is about, and answers list items for a summary: a link to the input where there is one. An error is
 * {field, label, reason}; the label is what a person reads, and a field that has none is named by its key.
 */
export function showErrors(form, errors) {
  return errors.map(({ field, label, reason }) => {
    const message = `${label ?? field} ${reason}`;
    // Tags are refused one by one, as tags[0].
    const input = form.querySelector(`[data-field="${CSS.escape(field.split("[")[0])}"]`);
    if (!input) {
      return element("li", message);
    }
    describe(input, message);
    return element("li", linkTo(input, message));
  });
}

/** Takes every message away. */
export function clearErrors(form) {
  for (const input of form.querySelectorAll("[data-field]")) {
    input.ariaInvalid = null;
    byId(messageId(input))?.remove();
    describedBy(input, input.dataset.help);
  }
}

function describe(input, message) {
  const id = messageId(input);
  const shown = byId(id) ?? input.parentElement.appendChild(element("p"));
  shown.id = id;
  shown.append(shown.hasChildNodes() ? "; " : "", message);
  input.ariaInvalid = "true";
  describedBy(input, id, input.dataset.help);
}

function linkTo(input, message) {
  const link = element("a", message);
  link.href = `#${input.id}`;
  link.addEventListener("click", (event) => {
    // The fragment of this page's address is the API's.
    event.preventDefault();
    input.focus();
  });
  return link;
}

function describedBy(input, ...ids) {
  const known = ids.filter(Boolean).join(" ");
  if (known) {
    input.setAttribute("aria-describedby", known);
  } else {
    input.removeAttribute("aria-describedby");
  }
}

function messageId(input) {
  return `${input.id}-error`;
}
