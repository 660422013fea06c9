/** Opens a port for a sandbox of its own, and closes it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { closeAtOnce } from '../../http/close-server.ts';
import { createExpressServer } from '../../http/express-server.ts';
import { type SandboxApp, type SandboxOptions, createSandboxApp } from '../index.ts';
import { reportToStderr } from '../http/report.ts';
import type { CreateSandboxOptions } from '../options/create-sandbox-options.ts';
import { serveByHost } from './by-host.ts';
import { type Tls, serverWith } from './tls.ts';

type Address = Required<Pick<CreateSandboxOptions, 'port' | 'host'>> &
  Pick<CreateSandboxOptions, 'publicUrl' | 'hosts'>;

export interface ListenOptions extends Omit<SandboxOptions, 'baseUrl'>, Address {
  tls?: Tls | undefined;
}

export interface ListeningSandbox {
  app: SandboxApp;
  baseUrl: string;
  readonly close: () => Promise<void>;
}

/** @throws The error of `listen`, such as EADDRINUSE; a RangeError where certificate and key are of no use. */
export async function listen(options: ListenOptions): Promise<ListeningSandbox> {
  const { port, host, publicUrl, hosts = [], tls, ...rest } = options;
  const scheme = tls ? 'https' : 'http';
  const { server, serve } = createExpressServer({}, tls && (await serverWith(tls)));
  await once(server.listen({ port, host }), 'listening');
  try {
    // Only now is the port known that stands in every link.
    const own = `${scheme}://${nameOf(host, server.address())}`;
    const isAuto = publicUrl === 'auto';
    const app = createSandboxApp({ ...rest, baseUrl: isAuto ? own : (publicUrl ?? own) });
    const handlerAt = (url: string) => app.handlerAt(url);
    const handler = isAuto ? serveByHost({ scheme, hosts, handlerAt }) : app.handler;
    serve(handler, rest.report ?? reportToStderr);
    return { app, baseUrl: app.issuer, close: () => closeAtOnce(server) };
  } catch (error) {
    await closeAtOnce(server);
    throw error;
  }
}

function nameOf(host: string, address: string | AddressInfo | null): string {
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${name}:${port}`;
}
