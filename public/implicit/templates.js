/** The templates of the page, filled with text. Nothing from the other side is ever read as HTML. */

/** @typedef {string | Node | (string | Node)[]} Content */

/** `{name}`: what our server did not know. */
const SLOT = /\{(\w+)\}/;

/** @param {string} id Of a template element. @returns {DocumentFragment} */
export function templateOf(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement))
    throw new Error(`This page has no template ${id}.`);
  return template.content;
}

/** A copy of a template's elements. @param {string} id @param {Record<string, Content>} [slots] */
export function stamp(id, slots = {}) {
  return fill(document.importNode(templateOf(id), true), slots);
}

/** The copy's first element. @param {string} id @param {Record<string, Content>} [slots] @returns {HTMLElement} */
export function stampOne(id, slots) {
  const [element] = stamp(id, slots).children;
  if (!(element instanceof HTMLElement)) throw new Error(`The template ${id} is empty.`);
  return element;
}

/**
 * Puts values in the place of their names, in texts and attributes; what is put there is not looked through again.
 *
 * @template {Node} T
 * @param {T} root
 * @param {Record<string, Content>} slots
 * @returns {T}
 */
export function fill(root, slots) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const nodes = [root];
  while (walker.nextNode()) nodes.push(/** @type {any} */ (walker.currentNode));
  const find = (/** @type {string} */ part, /** @type {number} */ index) => {
    if (index % 2 === 0) return part;
    return Object.hasOwn(slots, part) ? slots[part] : `{${part}}`;
  };
  for (const node of nodes) {
    if (node instanceof Text && SLOT.test(node.data))
      node.replaceWith(...node.data.split(SLOT).flatMap(find));
    if (node instanceof Element) {
      for (const { name, value } of [...node.attributes]) {
        if (SLOT.test(value)) node.setAttribute(name, value.split(SLOT).flatMap(find).join(''));
      }
    }
  }
  return root;
}
