/** Where does the answer go? RFC 6749 §3.1.2 */
import type { Era } from '../../eras.ts';
import { PageError } from '../../errors.ts';
import type { Parameters } from '../../http/parameters.ts';
import { redirectUriRules } from '../redirect-uri-rules.ts';
import type { Client } from '../../seed/clients.ts';
import { MISCONFIGURED } from './client.ts';

/** @throws {PageError} Not the client's: a page and no redirect. RFC 6749 §4.1.2.1 */
export function resolveRedirectUri(parameters: Parameters, client: Client, era: Era): string {
  const registered = client.callbackUrl;
  // Bitbucket: a client must have a callback, whatever the request says.
  if (registered === '') {
    throw new PageError('invalid_request', 'No callback uri defined for the OAuth client.');
  }
  const requested = parameters.get('redirect_uri');
  if (requested === undefined) return registered; // RFC 6749 §3.1.2.3
  if (redirectUriRules[era.redirectUriRule](registered, requested)) return requested;
  throw new PageError('Invalid redirect_uri', MISCONFIGURED, {
    hint:
      `The request asks for ${requested.slice(0, 300)} and the client has registered ${registered}. ` +
      (era.redirectUriRule === 'exact'
        ? 'In this era the two must be the same, character by character'
        : 'In this era the one asked for may add path segments or a query to the registered one') +
      '; only the port of 127.0.0.1 and [::1] is free.',
  });
}
