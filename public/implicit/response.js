/** The authorization response in the fragment, RFC 6749 §4.2.2: whose it is, and what it holds. */
import * as wire from './wire.js';

/** @typedef {{ serverName: string, host: string, apiBaseUrl: string, authorizationUrl: string }} Server */
/** @typedef {{ accessToken: string, tokenType: string, scopes: string[], expiresAt?: Date }} Token */

const CALLBACK = '/implicit/oauth-callback';
const LONGEST_WAIT_MS = 10_000;

/** A way in which the run ended early, in words for a person. */
export class Failure extends Error {
  /** @param {{ title: string, explanation: string, whatToDo: string, code?: string, theirWords?: string, serverName?: string }} words */
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
 * @returns {Promise<Server>}
 * @throws {Failure} The state is not one of this browser's, or our server did not answer.
 */
export async function takeState(response) {
  const root = document.getElementById('implicit');
  const form = new URLSearchParams({ state: response.get('state') ?? '' });
  if (response.has('iss')) form.set('iss', response.get('iss') ?? ''); // RFC 9207
  const answer = await wire.send(
    'F',
    'The state, for our server to check',
    CALLBACK,
    {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams([...form, ['_csrf', root?.dataset.csrf ?? '']]),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    },
    [...form],
  );
  if (answer.failure) {
    throw new Failure({
      title: 'This app did not answer',
      explanation: 'The script could not have the state checked, so it left the token alone.',
      whatToDo: 'See whether the app still runs, then start again.',
    });
  }
  if (answer.status === 200 && isServer(answer.json)) return answer.json;
  throw new Failure(refusalWords(answer.json));
}

/** @param {any} json @returns {json is Server} */
function isServer(json) {
  return ['serverName', 'host', 'apiBaseUrl', 'authorizationUrl'].every(
    (name) => typeof json?.[name] === 'string',
  );
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
 * The error response of §4.2.2.1, in words.
 *
 * @param {URLSearchParams} response
 * @param {Server} server
 */
export function denialFrom(response, server) {
  const code = response.get('error') ?? '';
  const theirs = {
    code,
    theirWords: response.get('error_description') ?? '',
    serverName: server.serverName,
  };
  if (code === 'access_denied') {
    return new Failure({
      title: 'You denied access',
      explanation:
        'You chose Cancel, so the authorization server sent an error in the place of a token.',
      whatToDo: 'Nothing, if you meant it. Otherwise run it again and grant access.',
      ...theirs,
    });
  }
  return new Failure({
    title: 'The authorization server refused',
    explanation: 'It sent an error in the place of a token.',
    whatToDo: 'Read its words and the error code, mend the request, and run it again.',
    ...theirs,
  });
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
  if (life === null) return { accessToken, tokenType, scopes };
  if (!/^[1-9]\d{0,8}$/.test(life))
    throw notAsDocumented('Its expires_in is not a number of seconds.');
  return { accessToken, tokenType, scopes, expiresAt: new Date(Date.now() + Number(life) * 1000) };
}

/** @param {string} explanation */
function notAsDocumented(explanation) {
  return new Failure({
    title: 'The answer is not as the RFC says',
    explanation: `${explanation} This app uses only what it can check, so it made no call.`,
    whatToDo: 'Run it again. If the answer is the same, the authorization server is at fault.',
  });
}
