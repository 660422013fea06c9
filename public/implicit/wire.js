/** The wire log of what the browser itself sends and receives. Secrets are masked until somebody asks. */
import { showBody } from './answer-body.js';
import { SECRET_NAMES, addReveal, maskedElement } from './secrets.js';
import { fill, stamp } from './templates.js';

/** @typedef {{ id: string, failure?: string, status?: number, json?: any }} Answer */
/** @typedef {string | { secret: string }} Part */

let count = 0;

/** (A) @param {{ authorizationUrl: string }} server */
export function logAuthorizationRequest(server) {
  const article = logExchange({
    step: 'A',
    title: 'Authorization request, by redirect',
    from: 'client',
    to: 'authorization-server',
    channel: 'front channel',
    method: 'GET',
    url: [server.authorizationUrl],
  });
  document.getElementById('implicit-exchanges')?.prepend(article.closest('li') ?? article);
}

/** (C) @param {string} fragment As it came, still percent-encoded. */
export function logFragment(fragment) {
  const secrets = new RegExp(`((?:^|&)(?:${SECRET_NAMES.join('|')})=)([^&]*)`, 'i');
  const parts = fragment.split(secrets);
  const shown = parts.map((part, index) => (index % 3 === 2 ? { secret: part } : part));
  logExchange({
    step: 'C',
    title: 'Authorization response, in the fragment',
    from: 'authorization-server',
    to: 'resource-owner',
    channel: 'front channel',
    method: 'GET',
    url: [`${location.origin}/oauth-callback#`, ...shown],
  });
}

/**
 * Sends a request with fetch and logs it with its answer, or with the reason why none came.
 *
 * @param {string} step @param {string} title @param {string} url @param {RequestInit} init
 * @param {[string, string][]} form What to show of the body.
 * @returns {Promise<Answer>}
 */
export async function send(step, title, url, init, form = []) {
  const article = logExchange({
    step,
    title,
    from: 'resource-owner',
    to: step === 'API' ? 'resource-server' : 'client',
    channel: 'by fetch',
    method: init.method ?? 'GET',
    url: [new URL(url, location.origin).href],
    headers: Object.entries(init.headers ?? {}),
    form,
  });
  const began = performance.now();
  try {
    const response = await fetch(url, init);
    const body = await response.text();
    fill(article, { duration: `${Math.round(performance.now() - began)} ms` });
    showAnswer(article, response, body);
    return { id: article.id, status: response.status, json: parseJson(body) };
  } catch (error) {
    const failure =
      error instanceof DOMException && error.name === 'TimeoutError'
        ? 'No answer came in time.'
        : 'No answer came: the network or the browser’s rules (CORS) stopped the call.';
    showSlot(article, 'failure-line', { failure });
    return { id: article.id, failure };
  }
}

/** @param {{ step: string, title: string, from: string, to: string, channel: string, method: string, url: Part[], headers?: [string, string][], form?: [string, string][] }} exchange */
function logExchange({ step, title, from, to, channel, method, url, headers = [], form = [] }) {
  count += 1;
  const article = stamp('template-exchange');
  article.id = `exchange-b${count}`;
  article.classList.add(`role-${to}`);
  const heading = article.querySelector('h4');
  if (heading) heading.id = `${article.id}-title`;
  article.setAttribute('aria-labelledby', `${article.id}-title`);
  fill(article, {
    step,
    title,
    channel,
    method,
    from: stamp(`template-role-${from}`),
    to: stamp(`template-role-${to}`),
    url: url.map(toNode),
  });
  if (headers.length > 0) showSlot(article, 'request-headers', { headers: headers.map(toField) });
  if (form.length > 0) showSlot(article, 'request-form', { form: form.map(toField) });
  if (step === 'API') {
    const id = `curl-b${count}`;
    showSlot(article, 'curl', {
      command: `curl --request ${method} '${String(url[0]).replaceAll("'", '%27')}' \\\n  --header 'Accept: application/json' \\\n  --header "Authorization: Bearer $ACCESS_TOKEN"`,
    });
    article.querySelector('[data-slot="command"]')?.setAttribute('id', id);
    article.querySelector('[data-copy]')?.setAttribute('data-copy', id);
    showSlot(article, 'copy', {});
  }
  if (article.querySelector('[data-masked]')) addReveal(article, `the secrets of ${title}`);
  const item = document.createElement('li');
  item.append(article);
  document.getElementById('implicit-exchanges')?.append(item);
  return article;
}

/** @param {HTMLElement} article @param {Response} response @param {string} body */
function showAnswer(article, response, body) {
  showSlot(article, 'status-line', {
    status: String(response.status),
    statusText: response.statusText,
  });
  article
    .querySelector('.status-line')
    ?.classList.toggle('status-line--refused', response.status >= 400);
  showSlot(article, 'response-headers', { answered: [...response.headers].map(toField) });
  showSlot(article, 'response-body', { body: showBody(body) });
  const details = article.querySelector('details[data-part="response-body"]');
  if (details instanceof HTMLDetailsElement) details.open = response.status >= 400;
}

/** Parts that an exchange may lack are hidden in the template. @param {HTMLElement} article @param {string} part @param {Parameters<typeof fill>[1]} slots */
function showSlot(article, part, slots) {
  const element = article.querySelector(`[data-part="${part}"]`);
  if (element instanceof HTMLElement) element.hidden = false;
  fill(article, slots);
}

/** @param {Part} part */
function toNode(part) {
  return typeof part === 'string' ? document.createTextNode(part) : maskedElement(part.secret);
}

/** @param {[string, string]} field */
function toField([name, value]) {
  const bearer =
    name === 'Authorization' && value.startsWith('Bearer ') ? value.slice(7) : undefined;
  return fill(stamp('template-field'), {
    name,
    value:
      bearer === undefined ? value : [document.createTextNode('Bearer '), maskedElement(bearer)],
  });
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
