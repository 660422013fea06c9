/**
 * oidc-provider with opaque tokens and no id_token. Its own memory adapter is for trials only (it
 * walks a grant's whole list on every token), so here a bounded Map stands in its place.
 */
import { Provider } from 'oidc-provider';
import { Bounded } from '../bounded.js';
import { client, serve } from './announce.js';

const MOST = 50_000;

class MapAdapter {
  #values = new Bounded(MOST);

  async upsert(id, value) {
    this.#values.set(id, value);
  }
  async find(id) {
    return this.#values.get(id);
  }
  async findByUid(uid) {
    for (const value of this.#values.values()) if (value.uid === uid) return value;
    return undefined;
  }
  async consume(id) {
    this.#values.get(id).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    this.#values.delete(id);
  }
  async revokeByGrantId() {}
}

const configuration = {
  adapter: MapAdapter,
  clients: [
    {
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: [client.redirectUri],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code'],
      application_type: 'native', // a redirection URI on loopback
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  scopes: ['openid', 'offline_access', 'account'],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    userinfo: { enabled: true },
  },
  cookies: { keys: ['bench'] },
  pkce: { required: () => false },
  rotateRefreshToken: false,
  issueRefreshToken: async () => true,
  ttl: {
    AccessToken: 7200,
    ClientCredentials: 7200,
    RefreshToken: 86_400,
    Session: 86_400,
    Grant: 86_400,
    Interaction: 600,
    IdToken: 600,
  },
  findAccount: async (_ctx, accountId) => ({
    accountId,
    claims: async () => ({ sub: accountId, filler: 'x'.repeat(900) }),
  }),
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
};

/** Whoever comes is signed in and agrees, on a page of ours: one for both questions. */
async function interact(provider, req, res) {
  if (req.method === 'GET') {
    const page = `<!doctype html><html><body><form method="post" action="${req.url}"></form></body></html>`;
    res.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': page.length }).end(page);
    return;
  }
  req.resume();
  const { params } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({ accountId: 'ada', clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId: 'ada' }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
}

serve(
  (baseUrl) => {
    const provider = new Provider(baseUrl, configuration);
    const answer = provider.callback();
    return (req, res) => {
      if (req.url.startsWith('/interaction/')) void interact(provider, req, res);
      else answer(req, res);
    };
  },
  () => ({
    ...client,
    authorizePath: '/auth',
    tokenPath: '/token',
    userPath: '/me',
    scope: 'openid',
  }),
);
