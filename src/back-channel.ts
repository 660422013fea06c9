/**
 * The one way from our own server to the sandbox inside it: a listener on loopback, on a port that the
 * system picks. No public URL, proxy, port mapping or `HOST` stands between them.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Request, RequestHandler } from 'express';
import { closeAtOnce } from './http/close-server.ts';
import { createExpressServer } from './http/express-server.ts';
import type { Report } from './http/report.ts';
import { isSameSecret } from './secrets/is-same-secret.ts';
import type { BackChannel } from './wire/send.ts';

export interface OpenBackChannel extends BackChannel {
  /** What is reached there, by the same paths as from outside. */
  serve(mounts: ReadonlyMap<string, RequestHandler>): void;
  /** Did our own server send this? Other programs of this machine can reach the port, too. */
  readonly isFromUs: (req: Request) => boolean;
  /** Once nobody is left who may need it. */
  close(): Promise<void>;
}

const KEY_HEADER = 'X-Back-Channel-Key';

/** @throws The error of `listen`. */
export async function openBackChannel(report: Report): Promise<OpenBackChannel> {
  const { server, serve } = createExpressServer();
  const key = randomBytes(32).toString('base64url');
  await once(server.listen({ port: 0, host: '127.0.0.1' }), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    headers: [[KEY_HEADER, key]],
    serve(mounts) {
      const app = express().disable('x-powered-by');
      for (const [path, mounted] of mounts) app.use(path, mounted);
      serve(app, report);
    },
    isFromUs(req) {
      const sent = req.get(KEY_HEADER);
      return sent !== undefined && isSameSecret(sent, key);
    },
    close: () => closeAtOnce(server),
  };
}
