/** @node-oauth/oauth2-server on Express, its model on Maps; tokens as long as the legacy sandbox's. */
import { createHash, randomBytes } from 'node:crypto';
import OAuth2Server from '@node-oauth/oauth2-server';
import express from 'express';
import { Bounded } from '../bounded.js';
import { client, serve } from './announce.js';

const { Request, Response } = OAuth2Server;
const MOST = 50_000;
const registered = {
  id: client.clientId,
  grants: ['authorization_code', 'client_credentials', 'refresh_token'],
  redirectUris: [client.redirectUri],
};
const person = { username: 'ada' };
const access = new Bounded(MOST);
const refresh = new Bounded(MOST);
const codes = new Bounded(MOST);

const hashOf = (text) => createHash('sha256').update(text).digest('base64url');
function put(map, secret, value) {
  map.set(hashOf(secret), value);
}

const model = {
  generateAccessToken: async () => `${randomBytes(62).toString('base64url')}=`,
  generateRefreshToken: async () => randomBytes(14).toString('base64url').slice(0, 18),
  getClient: async (id, secret) =>
    id === client.clientId && (secret === null || secret === client.clientSecret) && registered,
  getUserFromClient: async () => person,
  validateScope: async (_user, _client, scope) => scope ?? ['account'],
  saveToken: async (token, ofClient, user) => {
    const saved = { ...token, client: ofClient, user };
    put(access, token.accessToken, saved);
    if (token.refreshToken) put(refresh, token.refreshToken, saved);
    return saved;
  },
  getAccessToken: async (token) => access.get(hashOf(token)),
  getRefreshToken: async (token) => refresh.get(hashOf(token)),
  revokeToken: async ({ refreshToken }) => refresh.delete(hashOf(refreshToken)),
  saveAuthorizationCode: async (code, ofClient, user) => {
    const saved = { ...code, client: ofClient, user };
    put(codes, code.authorizationCode, saved);
    return saved;
  },
  getAuthorizationCode: async (code) => codes.get(hashOf(code)),
  revokeAuthorizationCode: async ({ authorizationCode }) => codes.delete(hashOf(authorizationCode)),
};

function createApp() {
  const oauth = new OAuth2Server({ model, accessTokenLifetime: 7200 });
  const app = express().disable('x-powered-by').disable('etag');
  const send = (res, { status, headers, body }) => res.status(status).set(headers).send(body);

  app.post('/token', express.urlencoded({ extended: false }), async (req, res) => {
    const response = new Response(res);
    await oauth.token(new Request(req), response);
    send(res, response);
  });
  // It has no pages: whoever comes is signed in and agrees.
  app.get('/authorize', async (req, res) => {
    const response = new Response(res);
    await oauth.authorize(new Request({ ...pick(req), body: {} }), response, {
      authenticateHandler: { handle: () => person },
    });
    send(res, response);
  });
  app.get('/user', async (req, res) => {
    const { user } = await oauth.authenticate(new Request(pick(req)), new Response(res));
    res.json({ ...user, filler: 'x'.repeat(900) });
  });
  return app;
}

const pick = ({ headers, method, query }) => ({ headers, method, query, body: {} });

serve(createApp, () => ({
  ...client,
  authorizePath: '/authorize',
  tokenPath: '/token',
  userPath: '/user',
}));
