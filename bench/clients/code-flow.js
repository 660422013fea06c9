/** The two requests of the authorization code grant with PKCE, by hand: for the clients without a library of it. */
import { createHash, randomBytes } from 'node:crypto';
import { CLIENT_ID, CLIENT_SECRET, SCOPE, UPSTREAM } from './announce.js';

const basic = `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}`;

export const TOKEN_URL = `${UPSTREAM}/site/oauth2/access_token`;
export const TOKEN_HEADERS = {
  Accept: 'application/json',
  Authorization: basic,
  'Content-Type': 'application/x-www-form-urlencoded',
};

export const newId = () => randomBytes(32).toString('base64url');

export function authorizationUrl({ state, codeVerifier }, redirectUri) {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `${UPSTREAM}/site/oauth2/authorize?${query}`;
}

export function tokenForm({ codeVerifier }, code, redirectUri) {
  return new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  }).toString();
}

export function bearerHeaders({ access_token: accessToken }) {
  return { Accept: 'application/json', Authorization: `Bearer ${accessToken}` };
}
