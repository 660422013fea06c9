/** Waits at the client's callback URL, on this machine, until the browser comes back from the authorization endpoint. */
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackUrl } from '../http/loopback.ts';
import { NotTriedError } from './target.ts';
import type { Target } from './target.ts';

const TIMEOUT_MS = 5 * 60_000;

export interface ReceiverOptions {
  /** Asks the person to open the address. */
  readonly tell: (authorizationRequest: URL) => void;
  readonly timeoutMs?: number;
}

/** @returns Nothing where the callback URL is not on this machine: nobody would come back to us. */
export function receiveRedirects(
  redirectUri: string,
  { tell, timeoutMs = TIMEOUT_MS }: ReceiverOptions,
): Target['sendPerson'] {
  if (!isLoopbackUrl(redirectUri) || !redirectUri.startsWith('http:')) return undefined;
  const { hostname, port, pathname } = new URL(redirectUri);

  return async (request) => {
    const server = http.createServer();
    try {
      server.listen(Number(port || 80), hostname);
      await once(server, 'listening');
    } catch {
      throw new NotTriedError(`port ${port || 80} is taken: is the app running?`);
    }
    try {
      tell(request);
      return await nextAnswer(server, pathname, timeoutMs);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  };
}

function nextAnswer(server: http.Server, pathname: string, timeoutMs: number): Promise<URL> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(
      () => reject(new NotTriedError('nobody came back from the browser')),
      timeoutMs,
    );
    server.on('request', (req, res) => {
      const url = new URL(req.url ?? '/', `http://localhost:${port}`);
      const isAnswer = url.pathname === pathname;
      res.writeHead(isAnswer ? 200 : 404, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
        Connection: 'close',
      });
      res.end(isAnswer ? 'Thank you. The rest is in your terminal.' : 'Not here.', () => {
        if (!isAnswer) return;
        clearTimeout(timeout);
        resolve(url);
      });
    });
  });
}
