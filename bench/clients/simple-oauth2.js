/** simple-oauth2 on Express: state kept in the session, no PKCE; the API through Wreck, its own client. */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { AuthorizationCode } from 'simple-oauth2';
import { CLIENT_ID, CLIENT_SECRET, SCOPE, UPSTREAM, serve } from './announce.js';
import { createExpressApp, keepResults } from './express-app.js';
import { readResults } from './read-results.js';

const Wreck = createRequire(import.meta.url)('@hapi/wreck');

serve((baseUrl) => {
  const redirectUri = `${baseUrl}/oauth-callback`;
  const client = new AuthorizationCode({
    client: { id: CLIENT_ID, secret: CLIENT_SECRET },
    auth: {
      tokenHost: UPSTREAM,
      tokenPath: '/site/oauth2/access_token',
      authorizePath: '/site/oauth2/authorize',
    },
  });
  const app = createExpressApp();
  const show = keepResults(app);
  app.get('/authorize', (req, res) => {
    req.session.state = randomBytes(32).toString('base64url');
    const { state } = req.session;
    res.redirect(client.authorizeURL({ redirect_uri: redirectUri, scope: SCOPE, state }));
  });
  app.get('/oauth-callback', async (req, res) => {
    if (req.query.state !== req.session.state) return res.sendStatus(400);
    const { token } = await client.getToken({ code: req.query.code, redirect_uri: redirectUri });
    const headers = { Authorization: `Bearer ${token.access_token}` };
    const get = async (url) => (await Wreck.get(url, { headers, json: true })).payload;
    return show(req, res, await readResults(get, UPSTREAM));
  });
  return app;
});
