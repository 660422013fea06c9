/** The templates of the page, filled with text. Nothing from the other side is ever read as HTML. */

/** @typedef {string | Node | Node[]} Content */

/** @param {string} id Of a template element with one element in it. @returns {HTMLElement} */
export function stamp(id) {
  const template = document.getElementById(id);
  const copy =
    template instanceof HTMLTemplateElement && template.content.firstElementChild?.cloneNode(true);
  if (!(copy instanceof HTMLElement)) throw new Error(`This page has no template ${id}.`);
  return copy;
}

/** @param {HTMLElement} element @param {Record<string, Content>} slots By the names in data-slot. */
export function fill(element, slots) {
  for (const [name, content] of Object.entries(slots)) {
    const slot = element.querySelector(`[data-slot="${name}"]`);
    if (Array.isArray(content)) slot?.replaceChildren(...content);
    else slot?.replaceChildren(content);
  }
  return element;
}
