/** The product as `npm start` runs it, pointed at the upstream by configuration alone. */
import { freePort } from '../free-port.js';
import { CLIENT_ID, CLIENT_SECRET, UPSTREAM } from './announce.js';

const PORT = await freePort();
delete process.env.NODE_ENV; // `npm start` sets none
const consumer = process.env.SANDBOX_ONLY
  ? {}
  : {
      BITBUCKET_URL: UPSTREAM,
      BITBUCKET_API_URL: UPSTREAM,
      BITBUCKET_CONSUMER_KEY: CLIENT_ID,
      BITBUCKET_CONSUMER_SECRET: CLIENT_SECRET,
    };
Object.assign(process.env, {
  ...consumer,
  PORT: String(PORT),
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://127.0.0.1:${PORT}`,
  BITBUCKET_SCOPES: 'account email repository',
});
await import('../.product/dist/server.js');
process.send({ port: PORT, startPath: '/authorize', resultPath: '/authorization-code' });
process.on('disconnect', () => process.exit());
