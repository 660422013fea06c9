/** grant on Express, its own bitbucket provider entry: state and PKCE on; its own client for the API. */
import { createRequire } from 'node:module';
import grant from 'grant';
import { CLIENT_ID, CLIENT_SECRET, SCOPE, UPSTREAM, serve } from './announce.js';
import { createExpressApp, keepResults } from './express-app.js';
import { readResults } from './read-results.js';

const request = createRequire(import.meta.url)('grant/lib/client.js');

serve(
  (baseUrl) => {
    const app = createExpressApp();
    const show = keepResults(app);
    app.use(
      grant.express({
        defaults: { origin: baseUrl, transport: 'state', state: true, pkce: true },
        bitbucket2: {
          authorize_url: `${UPSTREAM}/site/oauth2/authorize`,
          access_url: `${UPSTREAM}/site/oauth2/access_token`,
          oauth: 2,
          key: CLIENT_ID,
          secret: CLIENT_SECRET,
          scope: SCOPE.split(' '),
          scope_delimiter: ' ',
          response: ['tokens'],
        },
      }),
    );
    app.get('/connect/bitbucket2/callback', async (req, res) => {
      const { access_token: accessToken } = res.locals.grant.response;
      const headers = { Authorization: `Bearer ${accessToken}` };
      const get = async (url) => (await request({ method: 'GET', url, headers })).body;
      show(req, res, await readResults(get, UPSTREAM));
    });
    return app;
  },
  { startPath: '/connect/bitbucket2', resultPath: '/result' },
);
