/** The product as it is hosted for strangers: a public name, a proxy in front, budgets; in memory, or on REDIS_URL. */
import { freePort } from '../free-port.js';

const PORT = await freePort();
const PUBLIC_URL = 'https://demo.example';
Object.assign(process.env, {
  PORT: String(PORT),
  HOST: '127.0.0.1',
  PUBLIC_URL,
  TRUSTED_PROXIES: '1',
  SESSION_SECRET: 'a secret for the bench, of 32 characters',
});
await import('../.product/dist/server.js');
process.send({ port: PORT, publicUrl: PUBLIC_URL });
process.on('disconnect', () => process.exit());
