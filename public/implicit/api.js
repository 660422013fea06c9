/** The resource server, called from the browser: user, addresses, workspaces, and the repositories of one. */
import * as wire from './wire.js';

/** @typedef {{ [field: string]: unknown, workspace?: { slug?: unknown } }} Value As it came: any field may be missing. */
/** @typedef {{ values: Value[], hasMore: boolean, refusal?: Refusal }} Values */
/** @typedef {Values & { name: string, workspace?: string }} Resource */
/** @typedef {{ status?: number, message: string, required?: string[], granted?: string[] }} Refusal */

/** Of one list: more than these no table can hold. */
const MOST_VALUES = 100;
const LONGEST_WAIT_MS = 10_000;

/** What the page shows, and no more: a partial answer. */
const FIELDS = {
  user: 'type,display_name,username,nickname,account_id,uuid',
  emails: 'values.email,values.is_primary,values.is_confirmed,next',
  workspaces: 'values.workspace.slug,values.permission,values.administrator,next',
  repositories:
    'values.name,values.description,values.language,values.is_private,values.updated_on,next',
};

/**
 * User, addresses and workspaces at once, then the first page of repositories. A refused call stops none of
 * the others.
 *
 * @param {string} base `https://api.bitbucket.org/2.0`
 * @param {string} accessToken
 * @returns {Promise<Resource[]>}
 */
export async function readApiResults(base, accessToken) {
  const read = async (/** @type {string} */ name, /** @type {string} */ path, label = '') => ({
    ...(await readResource(base, path, label, accessToken)),
    name,
  });
  const results = await Promise.all([
    read('user', `/user?fields=${FIELDS.user}`, 'Current user'),
    read('emails', `/user/emails?fields=${FIELDS.emails}`, 'E-mail addresses'),
    read('workspaces', `/user/workspaces?fields=${FIELDS.workspaces}`, 'Workspaces'),
  ]);
  const workspace = results[2].values[0]?.workspace?.slug;
  if (typeof workspace !== 'string') return results;
  const path = `/repositories/${encodeURIComponent(workspace)}?fields=${FIELDS.repositories}`;
  const repositories = await read('repositories', path, `Repositories of ${workspace}`);
  return [...results, { ...repositories, workspace }];
}

/**
 * Where no call was answered with what it asked for. One that was refused alone is shown in its place.
 *
 * @param {Resource[]} resources
 */
export function failureOf([first, ...others]) {
  const refusal = first?.refusal;
  if (!refusal || others.some((one) => !one.refusal)) return undefined;
  const { status, message } = refusal;
  return status === undefined
    ? {
        result: 'no answer',
        title: 'The API did not answer',
        explanation: message,
        whatToDo: 'See whether the server is there, then run it again: this token is good still.',
      }
    : {
        result: String(status),
        title: `The API refused: ${status}`,
        explanation:
          'The script sent the token in the Authorization header, and no call was let through.',
        theirWords: message,
        whatToDo: 'Run it again: that brings a new token.',
      };
}

/**
 * One object, or the first page of a list.
 *
 * @param {string} base @param {string} path @param {string} title @param {string} accessToken
 * @returns {Promise<Values>}
 */
async function readResource(base, path, title, accessToken) {
  const answer = await callApi(base + path, title, accessToken);
  const refusal = refusalFrom(answer);
  if (refusal) return { values: [], hasMore: false, refusal };
  const values = valuesFrom(answer.json);
  const hasMore = typeof answer.json.next === 'string' || values.length > MOST_VALUES;
  return { values: values.slice(0, MOST_VALUES), hasMore };
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
