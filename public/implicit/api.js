/** The resource server, called from the browser: user, addresses, workspaces, and the repositories of one. */
import * as wire from './wire.js';

/** @typedef {{ values: any[], hasMore: boolean, exchangeIds: string[], refusal?: Refusal }} Resource */
/** @typedef {{ status?: number, message: string, required?: string[], granted?: string[] }} Refusal */

const MAX_PAGES = 5;
/** Of one list: more than these no table can hold. */
const MOST_VALUES = 100;
const LONGEST_WAIT_MS = 10_000;

/**
 * One after the other, so that the wire log reads top to bottom. A refused call does not stop the next.
 *
 * @param {string} base `https://api.bitbucket.org/2.0`
 * @param {string} accessToken
 * @param {(name: string, resource: Resource, workspace?: string) => void} show
 */
export async function readApiResults(base, accessToken, show) {
  const read = (/** @type {string} */ path, /** @type {string} */ title) =>
    readPages(base, path, title, accessToken);
  show('user', await read('/user', 'Current user'));
  show('emails', await read('/user/emails', 'E-mail addresses'));
  const workspaces = await read('/user/workspaces', 'Workspaces');
  show('workspaces', workspaces);
  const workspace = workspaces.values[0]?.workspace?.slug;
  if (typeof workspace !== 'string')
    return show('repositories', { values: [], hasMore: false, exchangeIds: [] });
  const path = `/repositories/${encodeURIComponent(workspace)}`;
  show('repositories', await read(path, `Repositories of ${workspace}`), workspace);
}

/**
 * Follows `next`, as far as it stays where the token belongs.
 *
 * @param {string} base @param {string} path @param {string} title @param {string} accessToken
 * @returns {Promise<Resource>}
 */
async function readPages(base, path, title, accessToken) {
  /** @type {Resource} */
  const resource = { values: [], hasMore: false, exchangeIds: [] };
  /** @type {string | undefined} */
  let url = base + path;
  const isEnough = (/** @type {number} */ page) =>
    page > MAX_PAGES || resource.values.length >= MOST_VALUES;
  for (let number = 1; url && !isEnough(number); number += 1) {
    const answer = await callApi(
      url,
      number === 1 ? title : `${title}, page ${number}`,
      accessToken,
    );
    resource.exchangeIds.push(answer.id);
    const refusal = refusalFrom(answer);
    if (refusal) return { ...resource, refusal };
    resource.values.push(...valuesFrom(answer.json));
    url = nextPage(answer.json, base);
  }
  const hasMore = url !== undefined || resource.values.length > MOST_VALUES;
  return { ...resource, values: resource.values.slice(0, MOST_VALUES), hasMore };
}

/** The token goes in the header, and only there. RFC 6750 §2.1 */
function callApi(
  /** @type {string} */ url,
  /** @type {string} */ title,
  /** @type {string} */ accessToken,
) {
  return wire.send('API', title, url, {
    headers: { Accept: 'application/json', Authorization: `Bearer ${accessToken}` },
    credentials: 'omit',
    redirect: 'error', // a redirect could lead the token elsewhere
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(LONGEST_WAIT_MS),
  });
}

/** @param {any} json A page of a list, or a single object. */
function valuesFrom(json) {
  return Array.isArray(json.values)
    ? json.values.filter((/** @type {unknown} */ one) => one !== null && typeof one === 'object')
    : [json];
}

/** @param {wire.Answer} answer @returns {Refusal | undefined} */
function refusalFrom({ failure, status, json }) {
  if (failure) return { message: failure };
  if (status !== 200) {
    const { message, detail } = json?.error ?? {};
    const scopes = Array.isArray(detail?.required)
      ? {
          required: detail.required.map(String),
          granted: [detail.granted ?? []].flat().map(String),
        }
      : {};
    return {
      status,
      message: typeof message === 'string' ? message : 'The answer does not say why.',
      ...scopes,
    };
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    return { message: 'The answer is not the JSON that the API documents.' };
  return undefined;
}

/** @param {any} json @param {string} base @returns {string | undefined} */
function nextPage(json, base) {
  if (typeof json.next !== 'string' || !URL.canParse(json.next)) return undefined;
  const next = new URL(json.next);
  const home = new URL(base);
  // The token is for this API alone: a `next` that leads elsewhere is not followed.
  return next.origin === home.origin && next.pathname.startsWith(`${home.pathname}/`)
    ? next.href
    : undefined;
}
