/** What the page shows of the run: how it ended, the token, the tables. */
import { COLUMNS } from './columns.js';
import { addReveal, maskedElement } from './secrets.js';
import { fill, stamp } from './templates.js';

/** @typedef {import('./api.js').Resource} Resource */

const element = (/** @type {string} */ id) =>
  /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} words Read out by a screen reader, and shown below the heading. */
export function announceStatus(words) {
  element('implicit-status').textContent = words;
}

export function showNothingCame() {
  announceStatus('Nothing came: the address had no fragment, so there is no answer to read.');
  element('implicit-nothing').hidden = false;
}

/** Makes room for the result. It shows once there is an outcome, so that nothing moves under the reader's eyes. */
export function showRun() {
  announceStatus('Reading the answer in the fragment.');
  element('result').hidden = false;
  document.querySelector('.diagram__svg')?.classList.add('diagram__svg--after-run');
}

/** @param {...string} letters */
export function markDone(...letters) {
  for (const letter of letters) markStep(letter, 'is-done');
}

/** @param {string} letter */
export function markFailed(letter) {
  markStep(letter, 'is-failed');
}

/** @param {string} letter @param {string} mark */
function markStep(letter, mark) {
  for (const step of document.querySelectorAll(`[data-step="${letter}"]`)) step.classList.add(mark);
}

/** @param {HTMLElement} panel */
function showOutcome(panel) {
  element('implicit-outcome').replaceChildren(panel);
  element('result').classList.remove('is-waiting');
}

/** @param {import('./response.js').Failure} failure */
export function showFailure({ words }) {
  const { title, explanation, whatToDo, code = '', theirWords = '', serverName = '' } = words;
  const panel = fill(stamp('template-failure'), {
    title,
    explanation,
    whatToDo,
    code,
    theirWords,
    serverName,
  });
  if (code === '') panel.querySelector('[data-part="code"]')?.remove();
  if (theirWords === '') panel.querySelector('[data-part="their-words"]')?.remove();
  showOutcome(panel);
  announceStatus(`The run ended early: ${title}.`);
}

/** @param {import('./response.js').Token} token @param {import('./response.js').Server} server */
export function showToken(token, server) {
  const outcome = fill(stamp('template-success'), {
    serverName: server.serverName,
    host: server.host,
  });
  showOutcome(outcome);
  const panel = fill(stamp('template-token'), {
    token: maskedElement(token.accessToken),
    length: String(token.accessToken.length),
    type: token.tokenType,
    scopes: scopeList(token.scopes),
  });
  if (token.expiresAt) fill(panel, { expires: expiry(token.expiresAt) });
  addReveal(panel, 'the access token');
  element('implicit-token').replaceChildren(panel);
  announceStatus('A token came. Calling the API with it.');
}

/** @param {Date} date */
function expiry(date) {
  const iso = date.toISOString();
  const shown = fill(stamp('template-expiry'), { at: `${iso.slice(0, 16).replace('T', ' ')} UTC` });
  const secondsLeft = Math.round((date.getTime() - Date.now()) / 1000);
  fill(shown, { left: `${secondsLeft} s left` });
  shown.querySelector('time')?.setAttribute('datetime', iso);
  shown.querySelector('.countdown')?.setAttribute('data-expires-at', iso); // page.js counts
  return shown;
}

/** @param {string[]} scopes @returns {Node} */
function scopeList(scopes) {
  if (scopes.length === 0) return document.createTextNode('none');
  const list = stamp('template-scopes');
  list.append(...scopes.map((scope) => fill(stamp('template-scope'), { scope })));
  return list;
}

/** @param {string} name A key of COLUMNS. @param {Resource} resource @param {string} [workspace] */
export function showResource(name, resource, workspace = '') {
  const place = element(`implicit-${name}`);
  element('implicit-api').hidden = false;
  place.hidden = false;
  const body = place.querySelector('[data-slot="body"]');
  if (resource.refusal) body?.replaceChildren(refusalPanel(resource.refusal));
  else if (resource.values.length > 0)
    body?.replaceChildren(table(name, resource.values, workspace));
  // With neither, the template's own words for "nothing" stay.
  const links = resource.exchangeIds.map((id, index) =>
    rawLink(id, resource.exchangeIds.length > 1 ? `Raw JSON, page ${index + 1}` : 'Raw JSON'),
  );
  const more = resource.hasMore ? ['More follow; this app stops here.'] : [];
  place
    .querySelector('[data-slot="raw"]')
    ?.replaceChildren(...links.flatMap((link) => [link, ' ']), ...more);
}

/** @param {string} name @param {any[]} values @param {string} workspace */
function table(name, values, workspace) {
  const region = fill(stamp(`template-table-${name}`), { workspace, count: String(values.length) });
  const cells = values.flatMap(COLUMNS[/** @type {keyof typeof COLUMNS} */ (name)]);
  region.querySelector('tbody')?.replaceChildren(...cells.map(row));
  return region;
}

/** @param {any[]} cells The first is the row's heading. */
function row(cells) {
  const line = document.createElement('tr');
  for (const [index, cell] of cells.entries()) {
    const box = document.createElement(index === 0 ? 'th' : 'td');
    if (box instanceof HTMLTableCellElement && index === 0) box.scope = 'row';
    const [text, note] = Array.isArray(cell) ? cell : [cell];
    const isolated = document.createElement('bdi'); // a name from right to left turns nothing else round
    isolated.textContent = String(text ?? '');
    box.append(isolated);
    if (note) box.append(' ', fill(stamp('template-note'), { note: String(note) }));
    line.append(box);
  }
  return line;
}

/** @param {import('./api.js').Refusal} refusal */
function refusalPanel({ status, message, required, granted }) {
  const panel = fill(stamp('template-refused'), {
    what: status === undefined ? 'No answer to use:' : `Refused with ${status}:`,
    message,
  });
  if (required) fill(panel, { required: scopeList(required), granted: scopeList(granted ?? []) });
  else panel.querySelector('[data-part="scopes"]')?.remove();
  return panel;
}

/** @param {string} id Of an exchange in the wire log. @param {string} text */
function rawLink(id, text) {
  const link = document.createElement('a');
  link.href = `#${id}`;
  link.textContent = text;
  link.addEventListener('click', () => {
    const details = document.querySelector(`#${id} details[data-part="response-body"]`);
    if (details instanceof HTMLDetailsElement) details.open = true;
  });
  return link;
}
