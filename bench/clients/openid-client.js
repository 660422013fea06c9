/** openid-client on Express: state and PKCE; the API through its own fetchProtectedResource. */
import * as client from 'openid-client';
import { CLIENT_ID, CLIENT_SECRET, SCOPE, UPSTREAM, serve } from './announce.js';
import { createExpressApp, keepResults } from './express-app.js';
import { readResults } from './read-results.js';

serve((baseUrl) => {
  const server = {
    issuer: UPSTREAM,
    authorization_endpoint: `${UPSTREAM}/site/oauth2/authorize`,
    token_endpoint: `${UPSTREAM}/site/oauth2/access_token`,
  };
  const configuration = new client.Configuration(
    server,
    CLIENT_ID,
    undefined,
    client.ClientSecretBasic(CLIENT_SECRET),
  );
  client.allowInsecureRequests(configuration); // the upstream has no TLS
  const app = createExpressApp();
  const show = keepResults(app);
  app.get('/authorize', async (req, res) => {
    const codeVerifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    Object.assign(req.session, { codeVerifier, state });
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${baseUrl}/oauth-callback`,
      scope: SCOPE,
      state,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
    res.redirect(url.href);
  });
  app.get('/oauth-callback', async (req, res) => {
    const { codeVerifier, state } = req.session;
    const token = await client.authorizationCodeGrant(configuration, new URL(req.url, baseUrl), {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
    });
    const get = async (url) => {
      const { access_token: accessToken } = token;
      const response = await client.fetchProtectedResource(
        configuration,
        accessToken,
        new URL(url),
        'GET',
      );
      return response.json();
    };
    show(req, res, await readResults(get, UPSTREAM));
  });
  return app;
});
