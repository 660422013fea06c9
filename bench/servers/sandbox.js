/** The product's sandbox, as `npm run sandbox` and tests have it. Argument: the era. */
import { createSandbox } from '../.product/dist/sandbox/library.js';
import { client } from './announce.js';

const [, , era] = process.argv;
const { clients, baseUrl } = await createSandbox({ era, callback: client.redirectUri });
const [{ clientId, clientSecret }] = clients;

process.send({
  port: Number(new URL(baseUrl).port),
  clientId,
  clientSecret,
  redirectUri: client.redirectUri,
  authorizePath: '/site/oauth2/authorize',
  tokenPath: '/site/oauth2/access_token',
  userPath: '/2.0/user',
  decision: { person: 'ada', decision: 'grant' },
});
process.on('disconnect', () => process.exit());
