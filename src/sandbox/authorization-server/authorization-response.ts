/** The redirect that answers an authorization request. RFC 6749 §4.1.2, §4.2.2 */
import type { Context } from '../context.ts';

export interface ResponseTarget {
  redirectUri: string;
  responseType: 'code' | 'token';
  state?: string;
}

/** The URI with the parameters behind it: in the query for a code, in the fragment for a token. */
export function buildAuthorizationResponse(
  context: Context,
  target: ResponseTarget,
  parameters: Readonly<Record<string, string>>,
): string {
  const { redirectUri, responseType, state } = target;
  const all = Object.entries({
    ...parameters,
    ...(state === undefined ? {} : { state }), // RFC 6749 §4.1.2: as it was received
    // Bitbucket: sends no `iss`. An addition of the sandbox, RFC 9207 §2.
    ...(context.settings.sendIss ? { iss: context.baseUrl } : {}),
  });
  const encoded = all.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  if (responseType === 'token') return `${redirectUri}#${encoded}`; // RFC 6749 §4.2.2
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${encoded}`;
}
