/** Secrets on the page: masked, wherever they stand. */
import { stampOne } from './templates.js';

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
export function masked(secret) {
  if (secret.length >= SHORTEST_KNOWN) known.add(secret);
  return stampOne('masked', { masked: mask(secret) });
}

/** The masks stay. */
export function forgetKnown() {
  known.clear();
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
    typeof part === 'string' ? document.createTextNode(part) : masked(part.secret),
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
