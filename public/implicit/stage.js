/** The stage that our server has drawn: which message is shown, how far the diagram is, what just happened. */
import { stamp, stampOne } from './templates.js';

/** @typedef {{ title: string, explanation: string, whatToDo: string, code?: string, theirWords?: string, result?: string }} Words */

const main = document.getElementById('main');
const { title: grantTitle = '' } = document.getElementById('fragment')?.dataset ?? {};
/** So long the page waits, so that nothing moves under the reader's eyes. */
const LONGEST_VEIL_MS = 1000;

/** @type {Map<string, HTMLElement>} Of each step that was looked at. */
const messages = new Map();

export function begin() {
  main?.classList.add('is-waiting');
  setTimeout(unveil, LONGEST_VEIL_MS);
  document.getElementById('stage')?.addEventListener('click', selectInPage);
}

/** What is hidden takes no focus, so it comes now. */
export function unveil() {
  if (!main?.classList.contains('is-waiting')) return;
  main.classList.remove('is-waiting');
  document.getElementById('message-title')?.focus({ preventScroll: true });
}

export function showNothingCame() {
  document.querySelector('.message')?.append(stamp('nothing'));
}

/** @param {string} letter */
function messageOf(letter) {
  const message = messages.get(letter) ?? stampOne(`message-${letter}`);
  messages.set(letter, message);
  return message;
}

/** @param {string} letter @param {...Element} parts They stand before what is closed. */
export function addPart(letter, ...parts) {
  const message = messageOf(letter);
  const aside = message.querySelector(':scope > .aside');
  for (const part of parts) message.insertBefore(part, aside);
}

/** What stands closed below a message. @param {string} letter @returns {Element} */
export function wiresOf(letter) {
  const message = messageOf(letter);
  if (!message.querySelector('.wires')) {
    const aside = stampOne('wires');
    aside.classList.add('wires');
    message.append(aside);
  }
  return message.querySelector('.wires .aside__body') ?? message;
}

/** What came of the run, in the list of runs. @param {string} words */
export function setOutcome(words) {
  const end = document.querySelector('.run:has([aria-current]) .run__end');
  if (end) end.textContent = words;
}

/** Shows the message of a step. @param {string} letter */
export function select(letter) {
  const message = messageOf(letter);
  document.querySelector('.message')?.replaceWith(message);
  for (const link of document.querySelectorAll('.flow [data-step]')) {
    if (link.getAttribute('data-step') === letter) link.setAttribute('aria-current', 'step');
    else link.removeAttribute('aria-current');
  }
  const state = stateOf(letter);
  message.querySelector('.letter--large')?.classList.replace('letter--to-come', `letter--${state}`);
  showWayBack(letter);
  const title = message.querySelector('.message__title');
  const words = title?.lastChild?.textContent?.trim() ?? '';
  const mark = document.querySelector('.row--failed') ? '✕ ' : '✓ ';
  document.title = `${mark}${words} · ${grantTitle} · Four Grants`;
  if (title instanceof HTMLElement) title.focus({ preventScroll: true });
  document.getElementById('stage')?.scrollIntoView();
}

/** Elsewhere, the token would be gone. @param {Event} event */
function selectInPage(event) {
  const link =
    event.target instanceof Element && event.target.closest('.flow a, .thread, .actions__back');
  const letter = link && /[?&]step=(\w+)/.exec(link.getAttribute('href') ?? '')?.[1];
  if (!letter || !document.getElementById(`message-${letter}`)) return;
  event.preventDefault();
  select(letter);
}

/** @param {string} letter */
function showWayBack(letter) {
  const links = [...document.querySelectorAll('.strip__step')];
  const before = links[links.findIndex((one) => one.getAttribute('data-step') === letter) - 1];
  const back = document.querySelector('.actions__back');
  if (!(back instanceof HTMLElement)) return;
  back.hidden = before === undefined;
  back.setAttribute('href', before?.getAttribute('href') ?? '');
  const word = back.querySelector('.actions__word');
  if (word) word.textContent = `Back to ${before?.getAttribute('data-step')}`;
}

/** @param {string} letter */
function stateOf(letter) {
  const row = document.querySelector(`.row[data-step="${letter}"]`);
  return /row--(\S+)/.exec(row?.getAttribute('class') ?? '')?.[1] ?? 'to-come';
}

/** @param {string} letter @param {'done' | 'next' | 'to-come' | 'failed'} state @param {string} [result] */
export function setRow(letter, state, result = '') {
  const row = document.querySelector(`.diagram .row[data-step="${letter}"]`);
  const letterOf = document.querySelector(`.strip__step[data-step="${letter}"]`);
  if (!row || !letterOf) return;
  const inWords = state.replace('-', ' ');
  const shown = row.querySelector('.row__result');
  const label = (row.getAttribute('aria-label') ?? '')
    .replace(shown ? `, ${shown.textContent}: ` : ': ', result === '' ? ': ' : `, ${result}: `)
    .replace(/[\w ]+$/, ` ${inWords}`);
  row.setAttribute('aria-label', label);
  row.setAttribute('class', (row.getAttribute('class') ?? '').replace(/row--\S+/, `row--${state}`));
  row.querySelector('.row__mark')?.replaceWith(...drawn(`mark-${state}`));
  shown?.remove();
  if (result !== '') row.append(...drawn('result', { result }));
  const [disc, words] = letterOf.children;
  if (disc) disc.className = `letter letter--${state}`;
  if (words) words.textContent = (words.textContent ?? '').replace(/: [\w ]+$/, `: ${inWords}`);
}

/** What stands in the svg element of a template. @param {string} id @param {Record<string, string>} [slots] */
function drawn(id, slots) {
  return stamp(id, slots).querySelector('svg')?.children ?? [];
}

/** In the one live region. @param {string} state @param {string} more @param {boolean} [isBad] */
export function announce(state, more, isBad = false) {
  const strong = document.createElement('strong');
  strong.classList.toggle('is-bad', isBad);
  strong.textContent = state;
  document.getElementById('status')?.replaceChildren(strong, ` ${more}`);
  const inShort = document.querySelector('.flow__state > span');
  if (inShort) inShort.textContent = state;
  inShort?.classList.toggle('is-bad', isBad);
}

/** @param {string} step Where it failed. @param {Words} words */
export function showFailure(step, words) {
  const { title, explanation, whatToDo, code = '', theirWords = '', result = 'refused' } = words;
  const isDenial = code === 'access_denied';
  setRow(isDenial ? 'B' : step, 'failed', isDenial ? 'no' : result);
  const failure = stampOne('failure', { title, explanation, whatToDo, code, theirWords });
  const [said, quoted] = ['code', 'q'].map((name) => failure.querySelector(`dd > ${name}`));
  if (code === '' && theirWords === '') said?.closest('div')?.remove();
  if (code === '') said?.remove();
  if (theirWords === '') quoted?.remove();
  const message = messageOf(step);
  message.querySelector('.message__text')?.after(failure);
  if (isDenial)
    message
      .querySelector('.message__title')
      ?.lastChild?.replaceWith(' The browser comes back with a no');
  select(step);
  // An answer whose state was refused is of no run here.
  if (step !== 'F') setOutcome(isDenial ? 'denied at B' : `failed at ${step}`);
  announce(`${title}.`, `At ${isDenial ? 'B' : step}.`, true);
}

/** Without a token there is nothing to send. */
export function withdraw() {
  if (stateOf('API') !== 'next') return;
  document.querySelector('.actions__do > [type="button"]')?.remove();
  setRow('API', 'to-come');
}

/** Step by step: until the visitor sends what waits. @returns {Promise<void>} */
export function untilSent() {
  setRow('API', 'next');
  announce('Paused before API.', 'It has not left yet.');
  const button = stampOne('send');
  document.querySelector('.actions__do')?.prepend(button);
  unveil();
  return new Promise((resolve) => {
    button.addEventListener('click', () => {
      button.remove();
      resolve();
    });
  });
}
