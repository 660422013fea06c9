/** The part that needs a person at a browser: a code, first traded with a wrong verifier. RFC 6749 §4.1, RFC 7636. */
import { randomBytes } from 'node:crypto';
import { codeChallengeS256, createCodeVerifier } from '../oauth/pkce.ts';
import { findTokens } from '../oauth/token.ts';
import { describeTokenReply } from './ask.ts';
import type { Reply } from './ask.ts';
import type { Client } from './client.ts';
import { NotTriedError } from './target.ts';

export interface PersonGrant {
  /** What a wrong verifier was answered. */
  readonly wrongVerifier: Reply;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

/** Where a wrong verifier is refused, the code is spent: then the person is asked again. */
export async function authorizePerson(client: Client): Promise<PersonGrant> {
  const wrongVerifier = await tradeCode(client, createCodeVerifier());
  const reply = wrongVerifier.status === 200 ? wrongVerifier : await tradeCode(client);
  const [accessToken] = findTokens({ access_token: reply.fields['access_token'] });
  const [refreshToken] = findTokens({ refresh_token: reply.fields['refresh_token'] });
  if (accessToken === undefined) {
    throw new NotTriedError(`no token came for the code: ${describeTokenReply(reply)}`);
  }
  return { wrongVerifier, accessToken, refreshToken };
}

/** @param otherVerifier In the place of the right one. */
async function tradeCode(client: Client, otherVerifier?: string): Promise<Reply> {
  const { target, secrets } = client;
  if (!target.sendPerson) throw new NotTriedError('nobody was at a browser');
  const verifier = createCodeVerifier();
  const state = randomBytes(16).toString('base64url');
  const request = new URL(target.server.authorizationEndpoint);
  request.search = new URLSearchParams({
    response_type: 'code',
    client_id: target.server.client.clientId,
    redirect_uri: target.redirectUri,
    scope: target.scopes.join(' '),
    state,
    code_challenge: codeChallengeS256(verifier),
    code_challenge_method: 'S256',
  }).toString();

  const answer = (await target.sendPerson(request)).searchParams;
  if (answer.get('state') !== state) throw new NotTriedError('the answer was to another request'); // §10.12
  const code = answer.get('code');
  if (code === null) throw new NotTriedError(`no code came: ${answer.get('error') ?? 'no error'}`);
  secrets.add(code);
  return client.askToken({
    grant_type: 'authorization_code',
    code,
    redirect_uri: target.redirectUri,
    code_verifier: otherVerifier ?? verifier,
  });
}
