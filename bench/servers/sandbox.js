/** The product's sandbox, alone at the root of a port. Argument: the era. */
import { createSandboxApp } from './sandbox-app.js';
import { client, serve } from './announce.js';

const era = process.argv[2];
let sandbox;

serve(
  (baseUrl) => {
    sandbox = createSandboxApp({ era, baseUrl, callbackUrl: client.redirectUri });
    return sandbox.handler;
  },
  () => ({
    clientId: sandbox.clients[0].clientId,
    clientSecret: sandbox.clients[0].clientSecret,
    redirectUri: client.redirectUri,
    authorizePath: '/site/oauth2/authorize',
    tokenPath: '/site/oauth2/access_token',
    userPath: '/2.0/user',
    decision: { person: 'ada', decision: 'grant' },
  }),
);
