/** The sandbox on a host of its own, where bitbucket.org would be for the app: another site, as in real life. */
import http from 'node:http';
import { DEFAULT_BEHAVIOUR, createSandboxApp } from '../../src/sandbox/index.ts';
import type { EraName } from '../../src/sandbox/index.ts';
import { findFreePort } from './ports.ts';

export interface DistantSandbox {
  /** `http://localhost:1234`: the tests' app is at 127.0.0.1, which is another site. */
  readonly url: string;
  /** For the app that uses it: its own port, and who it is over there. */
  readonly env: Readonly<Record<string, string>>;
  /** The next request is done over there, but its answer never comes back. */
  loseNextAnswer(): void;
  close(): Promise<void>;
}

export async function openDistantSandbox(
  era: EraName,
  options: { readonly refreshGraceSeconds?: number } = {},
): Promise<DistantSandbox> {
  const [port, appPort] = [await findFreePort(), await findFreePort()];
  const url = `http://localhost:${port}`;
  const callbackUrl = `http://127.0.0.1:${appPort}/oauth-callback`;
  const sandbox = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    era,
    baseUrl: url,
    callbackUrl,
    ...options,
  });
  let isLost = false;
  const server = http.createServer((req, res) => {
    if (isLost) res.end = () => req.socket.destroy() && res;
    isLost = false;
    sandbox.handler(req, res);
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const { clientId = '', clientSecret = '' } = sandbox.clients[0] ?? {};
  return {
    url,
    env: {
      PORT: String(appPort),
      BITBUCKET_URL: url,
      BITBUCKET_API_URL: url,
      BITBUCKET_CONSUMER_KEY: clientId,
      BITBUCKET_CONSUMER_SECRET: clientSecret,
    },
    loseNextAnswer: () => void (isLost = true),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
