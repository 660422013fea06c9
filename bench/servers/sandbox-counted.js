/** The sandbox with its stores in our hands: asked by IPC, it counts what lives. Argument: the era. */
import {
  DEFAULT_BEHAVIOUR,
  createClock,
  createSandboxApp,
  createStores,
} from '../.product/dist/sandbox/index.js';
import { client, serve } from './announce.js';

const clock = createClock();
const stores = createStores(clock);
let sandbox;

process.on('message', async () => process.send({ live: await stores.accessTokens.count() }));

serve(
  (baseUrl) => {
    const era = process.argv[2];
    sandbox = createSandboxApp({
      ...DEFAULT_BEHAVIOUR,
      era,
      baseUrl,
      callbackUrl: client.redirectUri,
      clock,
      stores,
    });
    return sandbox.handler;
  },
  () => ({
    clientId: sandbox.clients[0].clientId,
    clientSecret: sandbox.clients[0].clientSecret,
    tokenPath: '/site/oauth2/access_token',
  }),
);
