/** What the browser itself sends and receives, as it went. Secrets are masked. */
import { showBody } from './answer-body.js';
import { SECRET_NAMES, masked } from './secrets.js';
import { wiresOf } from './stage.js';
import { stamp } from './templates.js';

/** @typedef {{ failure?: string, status?: number, json?: unknown, milliseconds: number }} Answer */
/** @typedef {string | Node} Part */

let count = 0;

/** (C) @param {string} fragment As it came, still percent-encoded. */
export function logFragment(fragment) {
  const secrets = new RegExp(`((?:^|&)(?:${SECRET_NAMES.join('|')})=)([^&]*)`, 'i');
  const shown = fragment
    .split(secrets)
    .map((part, index) => (index % 3 === 2 ? masked(part) : part));
  log('C', 'Authorization response, in the fragment', [
    `GET ${location.origin}/oauth-callback#`,
    ...shown,
  ]);
}

/**
 * Sends a request with fetch and shows it with its answer, or with the reason why none came.
 *
 * @param {string} step @param {string} label @param {string} url @param {RequestInit} init
 * @param {[string, string][]} form What to show of the body.
 * @returns {Promise<Answer>}
 */
export async function send(step, label, url, init, form = []) {
  const { method = 'GET', headers = {} } = init;
  const { href } = new URL(url, location.origin);
  log(step, label, [
    `${method} ${href}`,
    ...Object.entries(headers).flatMap(toHeader),
    ...(form.length > 0 ? ['\n'] : []),
    ...form.map(([name, value]) => `\n${name}=${value}`),
  ]);
  const answered = log(step, `Answer: ${label}`, ['…']);
  if (step === 'API') logCurl(href);
  const began = performance.now();
  const elapsed = () => Math.max(1, Math.round(performance.now() - began));
  try {
    const response = await fetch(url, init);
    const body = await response.text();
    const milliseconds = elapsed();
    answered.replaceChildren(
      `${response.status} ${response.statusText}, ${milliseconds} ms`,
      ...[...response.headers].flatMap(toHeader),
      '\n\n',
      ...showBody(body),
    );
    return { status: response.status, json: parseJson(body), milliseconds };
  } catch (error) {
    const failure =
      error instanceof DOMException && error.name === 'TimeoutError'
        ? 'No answer came in time.'
        : 'No answer came: the network or the browser’s rules (CORS) stopped the call.';
    answered.replaceChildren(failure);
    return { failure, milliseconds: elapsed() };
  }
}

/** @param {string} step @param {string} label @param {Part[]} text @returns {Element} What holds the text. */
function log(step, label, text) {
  count += 1;
  const part = stamp('wire', { id: `wire-${count}`, label, text });
  const place = part.querySelector('code');
  wiresOf(step).append(part);
  return place ?? wiresOf(step);
}

/** @param {string} url */
function logCurl(url) {
  count += 1;
  const code = `curl '${url.replaceAll("'", '%27')}' \\\n  --header 'Accept: application/json' \\\n  --header "Authorization: Bearer $ACCESS_TOKEN"`;
  wiresOf('API').append(stamp('code', { id: `wire-${count}`, code }));
}

/** @param {[string, string]} header @returns {Part[]} */
function toHeader([name, value]) {
  const isBearer = name === 'Authorization' && value.startsWith('Bearer ');
  return isBearer ? [`\n${name}: Bearer `, masked(value.slice(7))] : [`\n${name}: ${value}`];
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
