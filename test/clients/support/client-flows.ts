/** The named clients, each through a whole code grant, at a sandbox that is known by its URL alone. */
import express from 'express';
import session from 'express-session';
import grant from 'grant';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import passport from 'passport';
import { Strategy } from 'passport-bitbucket-oauth2';
import { AuthorizationCode } from 'simple-oauth2';
import { Browser } from '../../support/browser.ts';
import { listen, redirectOf } from './bitbucket.ts';

export interface Place {
  /** Of the sandbox. */
  readonly url: string;
  /** Registered for this flow, and the next consent decided: ada approves. */
  prepare(callbackUrl: string): Promise<{ clientId: string; clientSecret: string }>;
}

/** What the client reads at `/2.0/user` in the end. */
export type Flow = (place: Place) => Promise<unknown>;

const CALLBACK = 'http://localhost:3000/oauth-callback';
const SCOPE = 'account email';

const endpointsOf = ({ url }: Place) => ({
  issuer: url,
  authorization_endpoint: `${url}/site/oauth2/authorize`,
  token_endpoint: `${url}/site/oauth2/access_token`,
});

const withSimpleOAuth2: Flow = async (place) => {
  const { clientId, clientSecret } = await place.prepare(CALLBACK);
  const client = new AuthorizationCode({
    client: { id: clientId, secret: clientSecret },
    auth: {
      tokenHost: place.url,
      tokenPath: '/site/oauth2/access_token',
      authorizePath: '/site/oauth2/authorize',
    },
  });
  const url = client.authorizeURL({ redirect_uri: CALLBACK, scope: SCOPE, state: 's' });
  const code = (await redirectOf(url)).searchParams.get('code') ?? '';
  const { token } = await client.getToken({ code, redirect_uri: CALLBACK });
  const headers = { Authorization: `Bearer ${String(token['access_token'])}` };
  return (await fetch(`${place.url}/2.0/user`, { headers })).json();
};

const withOAuth4WebApi: Flow = async (place) => {
  const { clientId, clientSecret } = await place.prepare(CALLBACK);
  const [as, client] = [endpointsOf(place), { client_id: clientId }];
  const url = new URL(as.authorization_endpoint);
  const query = { ...client, response_type: 'code', redirect_uri: CALLBACK, state: 's' };
  url.search = new URLSearchParams(query).toString();
  const callback = oauth.validateAuthResponse(as, client, await redirectOf(url), 's');
  const http = { [oauth.allowInsecureRequests]: true };
  const answer = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    oauth.ClientSecretBasic(clientSecret),
    callback,
    CALLBACK,
    oauth.nopkce,
    http,
  );
  const { access_token: token } = await oauth.processAuthorizationCodeResponse(as, client, answer);
  const user = new URL(`${place.url}/2.0/user`);
  return (
    await oauth.protectedResourceRequest(token, 'GET', user, undefined, undefined, http)
  ).json();
};

const withOpenidClient: Flow = async (place) => {
  const { clientId, clientSecret } = await place.prepare(CALLBACK);
  const authentication = openid.ClientSecretPost(clientSecret);
  const config = new openid.Configuration(endpointsOf(place), clientId, {}, authentication);
  openid.allowInsecureRequests(config);
  const url = openid.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: SCOPE });
  const { access_token: token } = await openid.authorizationCodeGrant(
    config,
    await redirectOf(url),
  );
  const user = new URL(`${place.url}/2.0/user`);
  return (await openid.fetchProtectedResource(config, token, user, 'GET')).json();
};

/** A web site on Express that answers with what it knows of the user, from `/connect/bitbucket` on. */
async function visit(
  build: (app: express.Express, origin: string) => Promise<void>,
): Promise<unknown> {
  const app = express();
  app.use(session({ secret: 'of the test', resave: false, saveUninitialized: true }));
  const website = await listen(app);
  try {
    await build(app, website.url);
    return JSON.parse((await new Browser(website.url).open('/connect/bitbucket')).body) as unknown;
  } finally {
    website.close();
  }
}

const withGrant: Flow = (place) =>
  visit(async (app, origin) => {
    const client = await place.prepare(`${origin}/connect/bitbucket/callback`);
    const bitbucket = {
      key: client.clientId,
      secret: client.clientSecret,
      scope: SCOPE.split(' '),
      state: true,
      callback: '/done',
      transport: 'session' as const,
      response: ['tokens' as const, 'profile' as const], // it calls with what it hands out
      authorize_url: `${place.url}/site/oauth2/authorize`,
      access_url: `${place.url}/site/oauth2/access_token`,
      profile_url: `${place.url}/2.0/user`,
    };
    app.use(grant.default.express({ defaults: { origin }, bitbucket }));
    app.get('/done', (req, res) => void res.json(req.session.grant?.response?.profile));
  });

const withPassport: Flow = (place) =>
  visit(async (app, origin) => {
    const callbackURL = `${origin}/connect/bitbucket/callback`;
    const { clientId, clientSecret } = await place.prepare(callbackURL);
    const options = {
      clientID: clientId,
      clientSecret,
      callbackURL,
      state: true,
      authorizationURL: `${place.url}/site/oauth2/authorize`,
      tokenURL: `${place.url}/site/oauth2/access_token`,
      userProfileURL: `${place.url}/2.0/user`,
    };
    const authenticator = new passport.Passport();
    authenticator.use(
      new Strategy(options, (_access, _refresh, _params, { _json: user }, done) =>
        done(null, user),
      ),
    );
    const authenticate = authenticator.authenticate('bitbucket', { session: false });
    app.get('/connect/bitbucket', authenticate);
    app.get('/connect/bitbucket/callback', authenticate, (req, res) => void res.json(req.user));
  });

export const flows: readonly (readonly [client: string, flow: Flow])[] = [
  ['simple-oauth2', withSimpleOAuth2],
  ['oauth4webapi', withOAuth4WebApi],
  ['openid-client', withOpenidClient],
  ['grant', withGrant],
  ['passport-bitbucket-oauth2', withPassport],
];
