/** Opens a port for a sandbox of its own, and closes it. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { type SandboxApp, type SandboxOptions, createSandboxApp } from './index.ts';

export interface ListenOptions extends Omit<SandboxOptions, 'baseUrl'> {
  /** 0: any free one. */
  port: number;
  host: string;
  /** Where clients reach it, where that is not the address it listens on. */
  publicUrl?: string;
}

export interface ListeningSandbox {
  app: SandboxApp;
  baseUrl: string;
  /** Cuts what is still open: nothing here is worth waiting for. */
  readonly close: () => Promise<void>;
}

/** @throws The error of `listen`, such as EADDRINUSE. */
export async function listen(options: ListenOptions): Promise<ListeningSandbox> {
  const { port, host, publicUrl, ...rest } = options;
  // As the app has them: half-open senders are not waited for. R28
  const server = http.createServer({ headersTimeout: 15_000, requestTimeout: 30_000 });
  await open(server, port, host);
  try {
    // Only now is the port known that stands in every link.
    const baseUrl = publicUrl ?? urlOf(host, server.address());
    const app = createSandboxApp({ ...rest, baseUrl });
    server.on('request', handlerOf(app));
    return { app, baseUrl: app.issuer, close: () => close(server) };
  } catch (error) {
    await close(server);
    throw error;
  }
}

function handlerOf({ handler }: SandboxApp): Express {
  return handler;
}

function open(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => resolve());
  });
}

function urlOf(host: string, address: string | AddressInfo | null): string {
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
