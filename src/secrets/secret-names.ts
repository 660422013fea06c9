/** The names by which a secret is known: of a parameter, a form field, a field of JSON, a header. */

/** `public/implicit/secrets.js` has the same list: a test holds them together. */
export const SECRET_NAMES: readonly string[] = [
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
  'request', // of the sandbox's pages: the authorization request that waits; of others, RFC 9101
  'secret',
  'subject_token',
  'token',
];

/** As Node has them, in lower case. */
export const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'set-cookie',
]);

/** Any of the names in a regular expression with the flag `i`: `clientSecret` and `Client-Secret`, too. */
export const ANY_SECRET_NAME = SECRET_NAMES.map((name) => name.replaceAll('_', '[_-]?')).join('|');

const WHOLE_NAME = new RegExp(`^[_-]?(?:${ANY_SECRET_NAME})$`, 'i');

/** `foo[code]` and `foo.code` are names of a secret, too. */
export function isSecretName(name: string): boolean {
  return name.split(/[[\].\s]+/).some((part) => WHOLE_NAME.test(part));
}
