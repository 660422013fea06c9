/** passport-bitbucket-oauth2 on Express: state and PKCE on; the API through the strategy's own client. */
import passport from 'passport';
import { Strategy } from 'passport-bitbucket-oauth2';
import { CLIENT_ID, CLIENT_SECRET, SCOPE, UPSTREAM, serve } from './announce.js';
import { createExpressApp, keepResults } from './express-app.js';
import { WHOLE_USER, readLists } from './read-results.js';

serve((baseUrl) => {
  const options = {
    clientID: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    authorizationURL: `${UPSTREAM}/site/oauth2/authorize`,
    tokenURL: `${UPSTREAM}/site/oauth2/access_token`,
    userProfileURL: UPSTREAM + WHOLE_USER,
    callbackURL: `${baseUrl}/oauth-callback`,
    scope: SCOPE.split(' '),
    state: true,
    pkce: true,
  };
  const strategy = new Strategy(options, (accessToken, refreshToken, profile, done) =>
    done(null, { accessToken, refreshToken, user: profile._json }),
  );
  passport.use(strategy);
  // passport-bitbucket-oauth2 reads the user; the lists go the same way, with Bearer in the header.
  const get = (accessToken) => (url) =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${accessToken}` };
      strategy._oauth2._request('GET', url, headers, '', null, (error, body) =>
        error ? reject(error) : resolve(JSON.parse(body)),
      );
    });

  const app = createExpressApp();
  const show = keepResults(app);
  app.use(passport.initialize());
  app.get('/authorize', passport.authenticate('bitbucket', { session: false }));
  app.get(
    '/oauth-callback',
    passport.authenticate('bitbucket', { session: false }),
    async (req, res) => {
      const { accessToken, user } = req.user;
      show(req, res, { user, ...(await readLists(get(accessToken), UPSTREAM)) });
    },
  );
  return app;
});
