/** The authorization response in the fragment, RFC 6749 §4.2.2: whose it is, and what it holds. */
import * as wire from './wire.js';

/** @typedef {import('./stage.js').Words} Words */
/** @typedef {{ apiBaseUrl: string, pace: string, path: string, failure?: Words, milliseconds: number }} Checked */
/** @typedef {{ accessToken: string, scopes: string[], secondsLeft?: number }} Token */

const CALLBACK = '/implicit/oauth-callback';
/** Never the token. */
const HANDED_OVER = ['state', 'iss', 'error', 'error_description'];
const LONGEST_WAIT_MS = 10_000;

/** A way in which the run ended early, in words for a person. */
export class Failure extends Error {
  /** @param {Words} words */
  constructor(words) {
    super(words.title);
    this.words = words;
  }

  static unexpected() {
    return new Failure({
      title: 'The script of this page stopped',
      explanation: 'Something happened that it was not written for.',
      whatToDo: 'Start the run again. Should it happen again, tell the makers of this app.',
    });
  }
}

/**
 * Has our server take the state: it knows what this browser asked, and which server it asked.
 *
 * @param {URLSearchParams} response
 * @returns {Promise<Checked>}
 * @throws {Failure} The state is not one of this browser's, or our server did not answer.
 */
export async function takeState(response) {
  const { csrf = '' } = document.getElementById('fragment')?.dataset ?? {};
  const form = [...response].filter(([name]) => HANDED_OVER.includes(name));
  const answer = await wire.send(
    'F',
    'The state, for our server to check',
    CALLBACK,
    {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams([...form, ['_csrf', csrf]]),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    },
    form,
  );
  if (answer.failure) {
    throw new Failure({
      result: 'no answer',
      title: 'This app did not answer',
      explanation: 'The script could not have the state checked, so it left the token alone.',
      whatToDo: 'See whether the app still runs, then start again.',
    });
  }
  if (answer.status === 200 && isChecked(answer.json)) {
    return { ...answer.json, milliseconds: answer.milliseconds };
  }
  throw new Failure({ ...refusalWords(answer.json), result: String(answer.status) });
}

/** @param {any} json @returns {json is Omit<Checked, 'milliseconds'>} */
function isChecked(json) {
  return ['apiBaseUrl', 'pace', 'path'].every((name) => typeof json?.[name] === 'string');
}

/** @param {any} json */
function refusalWords(json) {
  const { title, explanation, whatToDo } = json?.error ?? {};
  return {
    title: String(title ?? 'The answer is not one that this browser asked for'),
    explanation: String(explanation ?? 'This app refused the state. The token was not used.'),
    whatToDo: String(whatToDo ?? 'Start the run again.'),
  };
}

/**
 * @param {URLSearchParams} response
 * @returns {Token}
 * @throws {Failure} It is not what §4.2.2 describes.
 */
export function parseToken(response) {
  const accessToken = response.get('access_token') ?? '';
  const tokenType = response.get('token_type') ?? '';
  if (accessToken === '' || response.getAll('access_token').length > 1)
    throw notAsDocumented('It holds no access_token, or several.');
  if (tokenType.toLowerCase() !== 'bearer') throw notAsDocumented('Its token_type is not bearer.'); // §7.1
  // Bitbucket: `scopes` in the place of the RFC's `scope`.
  const scopes = (response.get('scope') ?? response.get('scopes') ?? '').split(' ').filter(Boolean);
  const life = response.get('expires_in');
  if (life === null) return { accessToken, scopes };
  if (!/^[1-9]\d{0,8}$/.test(life))
    throw notAsDocumented('Its expires_in is not a number of seconds.');
  return { accessToken, scopes, secondsLeft: Number(life) };
}

/** @param {string} explanation */
function notAsDocumented(explanation) {
  return new Failure({
    title: 'The answer is not as the RFC says',
    explanation: `${explanation} This app uses only what it can check, so it made no call.`,
    whatToDo: 'Run it again. If the answer is the same, the authorization server is at fault.',
  });
}
