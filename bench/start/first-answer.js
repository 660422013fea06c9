/**
 * What a test waits for: a sandbox from the import to its first answer, and the next one in the same process
 * until it listens. Asked by `node:http`: what `fetch` takes to load is not the sandbox's.
 */
import http from 'node:http';

const [, , name] = process.argv;

const STARTS = {
  sandbox: () => sandboxFrom('../.product/dist/sandbox/library.js'),
  package: () => sandboxFrom('../.product/package/index.mjs'),
  async 'oauth2-mock-server'() {
    const { OAuth2Server } = await import('oauth2-mock-server');
    return async () => {
      const server = new OAuth2Server();
      await server.issuer.keys.generate('RS256');
      await server.start(0, '127.0.0.1');
      return { tokenEndpoint: `${server.issuer.url}/token`, auth: 'any:any' };
    };
  },
};

const importedAt = performance.now();
const start = await STARTS[name]();
await requestToken(await start());
const firstMs = performance.now() - importedAt;
const nextAt = performance.now();
const next = await start();
const nextMs = performance.now() - nextAt;
await requestToken(next);
process.send({ firstMs, nextMs });

async function sandboxFrom(library) {
  const { createSandbox } = await import(library);
  return async () => {
    const { tokenEndpoint, clients } = await createSandbox();
    const [{ clientId, clientSecret }] = clients;
    return { tokenEndpoint, auth: `${clientId}:${clientSecret}` };
  };
}

function requestToken({ tokenEndpoint, auth }) {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const sending = http.request(tokenEndpoint, { method: 'POST', auth, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${name} answered ${answer.statusCode}`));
      answer.resume().once('end', resolve);
    });
    sending.once('error', reject).end('grant_type=client_credentials');
  });
}
