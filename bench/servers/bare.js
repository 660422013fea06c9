/**
 * The bare limit: node:http and nothing else, for the same minimum of work and the same sizes of
 * token as the sandbox. Argument: the era. It checks what it is sent, and has no other feature.
 */
import { hash, randomBytes } from 'node:crypto';
import { Bounded } from '../bounded.js';
import { client, serve } from './announce.js';

const isLegacy = process.argv[2] === 'legacy';
const FILLER = 'x'.repeat(2270); // with the random part: as long as the sandbox's token of 2026
const MOST = 50_000;

const accessTokens = new Bounded(MOST);
const refreshTokens = new Bounded(MOST);
const codes = new Bounded(MOST);
const pending = new Bounded(MOST);
const sessions = new Bounded(MOST);

const hashOf = (text) => hash('sha256', text, 'base64url');
const newId = () => randomBytes(32).toString('base64url');
const newToken = () => (isLegacy ? '' : FILLER) + randomBytes(62).toString('base64url') + '=';
const newRefreshToken = () =>
  isLegacy ? randomBytes(14).toString('base64url').slice(0, 18) : newToken();

function put(map, secret, value) {
  map.set(hashOf(secret), value);
}

function take(map, secret) {
  const key = hashOf(secret);
  const value = map.get(key);
  map.delete(key);
  return value;
}

function answerJson(res, status, body) {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  res.end(text);
}

function issue(res, grantType, refreshToken) {
  const accessToken = newToken();
  put(accessTokens, accessToken, { username: 'ada' });
  answerJson(res, 200, {
    [isLegacy ? 'scopes' : 'scope']: 'account email repository pullrequest',
    access_token: accessToken,
    expires_in: 7200,
    token_type: 'bearer',
    state: grantType,
    ...(refreshToken && { refresh_token: refreshToken }),
  });
}

function freshRefreshToken() {
  const refreshToken = newRefreshToken();
  put(refreshTokens, refreshToken, { username: 'ada' });
  return refreshToken;
}

const grants = {
  client_credentials: () => (isLegacy ? freshRefreshToken() : undefined),
  refresh_token(form) {
    const presented = form.get('refresh_token') ?? '';
    if (isLegacy) return refreshTokens.has(hashOf(presented)) && presented;
    return take(refreshTokens, presented) ? freshRefreshToken() : false;
  },
  authorization_code(form) {
    const code = take(codes, form.get('code') ?? '');
    return code?.redirectUri === form.get('redirect_uri') && freshRefreshToken();
  },
};

function answerTokenRequest(req, res, body) {
  const [, encoded = ''] = (req.headers.authorization ?? '').split(' ');
  const [clientId, clientSecret] = Buffer.from(encoded, 'base64').toString().split(':');
  if (clientId !== client.clientId || clientSecret !== client.clientSecret) {
    return answerJson(res, 400, { error: 'unauthorized_client' });
  }
  const form = new URLSearchParams(body);
  const refreshToken = grants[form.get('grant_type')]?.(form);
  if (refreshToken === false) return answerJson(res, 400, { error: 'invalid_grant' });
  return issue(res, form.get('grant_type'), refreshToken);
}

const USER = {
  type: 'user',
  uuid: '{00000000-0000-4000-8000-000000000000}',
  account_id: '557058:00000000-0000-4000-8000-000000000000',
  username: 'ada',
  display_name: 'Ada Example',
  links: { filler: 'x'.repeat(700) }, // as long as the sandbox's answer
};

function answerUser(req, res) {
  const token = (req.headers.authorization ?? '').slice('Bearer '.length);
  if (accessTokens.has(hashOf(token))) answerJson(res, 200, USER);
  else answerJson(res, 401, { type: 'error' });
}

/** As the sandbox does it: a question the first time, and the code at once ever after. */
function answerAuthorize(req, res, query) {
  if (query.get('client_id') !== client.clientId) return answerJson(res, 400, {});
  const redirectUri = query.get('redirect_uri');
  if (redirectUri !== client.redirectUri) return answerJson(res, 400, {});
  const asked = { redirectUri, state: query.get('state') };
  const sid = /sid=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
  if (sid && sessions.has(hashOf(sid))) return sendCode(res, asked);
  const [newSid, id] = [newId(), newId()];
  put(pending, id, { ...asked, sid: newSid });
  res.writeHead(303, { Location: `/consent?request=${id}`, 'Set-Cookie': `sid=${newSid}` }).end();
}

function showConsent(_req, res, query) {
  const page = `<!doctype html><html><body><form method="post" action="/consent"><input type="hidden" name="request" value="${query.get('request')}"></form>${' '.repeat(1500)}</body></html>`;
  res.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': page.length }).end(page);
}

function decide(_req, res, body) {
  const asked = take(pending, new URLSearchParams(body).get('request') ?? '');
  if (!asked) return answerJson(res, 400, {});
  put(sessions, asked.sid, { username: 'ada' });
  sendCode(res, asked);
}

function sendCode(res, asked) {
  const code = randomBytes(14).toString('base64url').slice(0, 18);
  put(codes, code, asked);
  const query = new URLSearchParams({ code, state: asked.state ?? '' });
  res.writeHead(302, { Location: `${asked.redirectUri}?${query}` }).end();
}

const posts = { '/site/oauth2/access_token': answerTokenRequest, '/consent': decide };
const gets = {
  '/2.0/user': answerUser,
  '/site/oauth2/authorize': answerAuthorize,
  '/consent': showConsent,
};

serve(
  () => (req, res) => {
    const [path, query = ''] = req.url.split('?');
    if (req.method === 'GET') return gets[path](req, res, new URLSearchParams(query));
    let body = '';
    req.on('data', (chunk) => (body += chunk));
    req.on('end', () => posts[path](req, res, body));
  },
  () => ({
    ...client,
    authorizePath: '/site/oauth2/authorize',
    tokenPath: '/site/oauth2/access_token',
    userPath: '/2.0/user',
    decision: { decision: 'grant' },
  }),
);
