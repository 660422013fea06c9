/** What the API answered, in the tables that our server has for it. */
import { addPart } from './stage.js';
import { fill, stamp } from './templates.js';

/** @typedef {import('./api.js').Resource} Resource */
/** @typedef {import('./api.js').Value} Value */

/** @type {Record<string, (one: Value) => unknown[]>} Which cells of a value a table shows. */
const CELLS = {
  emails: (one) => [one.email, yesOrNo(one.is_primary), yesOrNo(one.is_confirmed)],
  workspaces: (one) => [
    one.workspace?.slug,
    one.permission ?? (one.administrator === true ? 'administrator' : 'member'),
  ],
  repositories: (one) => [
    one.name,
    one.language || '–',
    one.is_private ? 'private' : 'public',
    dayOf(one.updated_on),
  ],
};

/** @param {Resource} resource */
export function showResource({ name, values, hasMore, refusal, workspace = '' }) {
  const table = stamp(`table-${name}`, { workspace });
  const caption = table.querySelector('caption span')?.textContent ?? '';
  if (refusal)
    return addPart('API', ...stamp('refusal', { caption, refusal: wordsOf(refusal) }).children);
  if (values.length === 0) return addPart('API', ...stamp(`empty-${name}`).children);
  const body = table.querySelector('tbody');
  const models = [...(body?.children ?? [])];
  body?.replaceChildren(
    ...(name === 'user' ? fieldRows(models, values[0]) : rows(models, name, values)),
  );
  if (!hasMore) table.querySelector('.hint')?.remove();
  return addPart('API', ...table.children);
}

/** A row for each of its fields that came. @param {Element[]} models @param {Value} user */
function fieldRows(models, user) {
  return models.flatMap((row) => {
    const field = row.lastElementChild?.textContent?.slice(1, -1) ?? '';
    const value = Object.hasOwn(user, field) ? user[field] : undefined;
    return typeof value === 'string' ? [fill(row, { [field]: value })] : [];
  });
}

/** @param {Element[]} models @param {string} name @param {Value[]} values */
function rows([model], name, values) {
  return values.flatMap((value) => {
    const cells = (CELLS[name]?.(value) ?? []).map((cell, index) => [index, String(cell ?? '')]);
    return model ? [fill(model.cloneNode(true), Object.fromEntries(cells))] : [];
  });
}

/** @param {import('./api.js').Refusal} refusal */
function wordsOf({ status, message, required, granted }) {
  const scopes = required
    ? ` Scopes required: ${required.join(' ')}. Scopes granted: ${(granted ?? []).join(' ')}.`
    : '';
  return `${status === undefined ? '' : `${status}: `}${message}${scopes}`;
}

/** @param {unknown} value `2026-09-01` */
function dayOf(value) {
  const date = new Date(String(value));
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10);
}

const yesOrNo = (/** @type {unknown} */ value) => (value === true ? 'yes' : 'no');
