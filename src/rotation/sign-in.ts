/** Somebody signs in, once, by the authorization code grant: the sandbox of a rehearsal says yes without a page. RFC 6749 §4.1 */
import type { Server } from '../bitbucket/servers.ts';
import type { TokenClient } from '../bitbucket/token-client.ts';
import { InvalidResponseError } from '../errors/errors.ts';
import { buildAuthorizationUrl } from '../oauth/authorization-request.ts';
import { readAuthorizationCode } from '../oauth/authorization-response.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { codeChallengeS256, createCodeVerifier } from '../oauth/pkce.ts';
import type { Token } from '../oauth/token.ts';
import type { Send } from '../wire/send.ts';
import type { WireLog } from '../wire/wire-log.ts';

export async function signIn(
  server: Server,
  { tokens, send }: { readonly tokens: TokenClient; readonly send: Send },
  wire: WireLog,
): Promise<Token> {
  const verifier = createCodeVerifier();
  const code = await authorize(server, verifier, send, wire);
  const form = { grant_type: 'authorization_code', code, code_verifier: verifier };
  return tokens.requestToken(server, form, wire, 'D');
}

/** No browser takes part, and so none could be tricked into it: `state` would say nothing. */
async function authorize(
  server: Server,
  verifier: string,
  send: Send,
  wire: WireLog,
): Promise<string> {
  const url = buildAuthorizationUrl(server.authorizationEndpoint, [
    ['response_type', 'code'],
    ['client_id', server.client.clientId],
    ['code_challenge', codeChallengeS256(verifier)],
    ['code_challenge_method', 'S256'],
  ]);
  const { headers } = await send(
    {
      step: 'A',
      title: 'Authorization request',
      to: 'authorization-server',
      method: 'GET',
      url,
      authorization: undefined,
    },
    wire,
  );
  const [, location] = headers.find(([name]) => name.toLowerCase() === 'location') ?? [];
  if (location === undefined) throw new InvalidResponseError('The consent led nowhere.');
  const answer = parseParameters(Object.fromEntries(new URL(location).searchParams));
  return readAuthorizationCode(answer, server.issuer);
}
