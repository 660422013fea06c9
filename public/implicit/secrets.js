/** Secrets on the page: masked, with a button that shows them. */
import { fill, stamp } from './templates.js';

const MASKED_CHARACTERS = 4;

/** Those of `src/secrets/secret-names.ts`, which a test compares. */
export const SECRET_NAMES = [
  'access_token',
  'actor_token',
  'assertion',
  'client_assertion',
  'client_secret',
  'code',
  'code_verifier',
  'csrf',
  'id_token',
  'jwt',
  'password',
  'refresh_token',
  'request',
  'secret',
  'subject_token',
  'token',
];

/** @type {WeakMap<Element, string>} What stands behind a mask: in memory, not in the document. */
const secrets = new WeakMap();

/** A shorter one would be found in words that have nothing to do with it. */
const SHORTEST_KNOWN = 8;
/** @type {Set<string>} Masked once, masked wherever it stands. */
const known = new Set();

/** @param {string} secret @returns `eyJh…Zk3w` */
export function mask(secret) {
  if (secret.length < 4 * MASKED_CHARACTERS) return '••••';
  return `${secret.slice(0, MASKED_CHARACTERS)}…${secret.slice(-MASKED_CHARACTERS)}`;
}

/** @param {string} secret @returns {HTMLElement} */
export function maskedElement(secret) {
  if (secret.length >= SHORTEST_KNOWN) known.add(secret);
  const element = stamp('template-masked');
  secrets.set(element, secret);
  element.textContent = mask(secret);
  return element;
}

/** A button that shows the secrets inside an element, and hides them again. @param {HTMLElement} container @param {string} label */
export function addReveal(container, label) {
  const button = container.querySelector('[data-slot="reveal"]');
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  let isRevealed = false;
  const show = () => {
    fill(button, { verb: isRevealed ? 'Hide' : 'Reveal', label: ` ${label}` });
    for (const element of container.querySelectorAll('[data-masked]')) {
      const secret = secrets.get(element) ?? '';
      element.textContent = isRevealed ? secret : mask(secret);
      element.classList.toggle('masked', !isRevealed);
    }
  };
  button.addEventListener('click', () => {
    isRevealed = !isRevealed;
    show();
  });
  show();
}

/** @param {string} text @returns {Node[]} */
export function maskKnown(text) {
  /** @type {(string | { secret: string })[]} */
  let parts = [text];
  for (const secret of known) {
    parts = parts.flatMap((part) =>
      typeof part === 'string'
        ? part.split(secret).flatMap((rest, at) => (at === 0 ? [rest] : [{ secret }, rest]))
        : [part],
    );
  }
  return parts.map((part) =>
    typeof part === 'string' ? document.createTextNode(part) : maskedElement(part.secret),
  );
}

/** Where a text can be cut without going through a secret. @param {string} text @param {number} longest */
export function findCut(text, longest) {
  const starts = [...known].flatMap((secret) => {
    const at = text.lastIndexOf(secret, longest);
    return at >= 0 && at + secret.length > longest ? [at] : [];
  });
  return Math.min(longest, text.length, ...starts);
}
