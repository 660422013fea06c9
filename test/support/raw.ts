/** Requests that no browser would send: any header, any method, any bytes. */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Send } from './browser.ts';
import { within } from './within.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  /** Sent as it is: no normalization of `..` and the like. */
  readonly path: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** A fault holds an answer back for ten seconds, and a proxy asks a second app after five. */
const MOST_MS = 30_000;

/**
 * @param agent Default: a connection for this request alone.
 * @throws {Error} There is no answer, or not all of it, or not in time: it names the request.
 */
export function sendRaw(
  base: string,
  request: RawRequest,
  agent: http.Agent | false = false,
  mostMs = MOST_MS,
): Promise<RawAnswer> {
  const { method = 'GET', path, headers = {}, body } = request;
  const { protocol, hostname, port } = new URL(base);
  const host = hostname.replaceAll(/[[\]]/g, ''); // of IPv6
  const open = protocol === 'https:' ? https.request : http.request;
  const what = `${method} ${(path.split('?')[0] ?? '').slice(0, 100)}`;
  const send = (signal: AbortSignal) =>
    new Promise<RawAnswer>((resolve, reject) => {
      const fail = (cause: Error) => reject(new Error(`${what}: ${cause.message}`, { cause }));
      const how = { hostname: host, port, method, path, headers, agent, signal };
      const sending = open(how, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text });
        });
        res.on('error', fail); // without it, an answer that is cut short has no end
      });
      sending.on('error', fail);
      sending.end(body);
    });
  return within(mostMs, what, send);
}

/** A way to `base` for a browser, whatever host and scheme its URLs have. */
export function sendTo(base: string, agent: http.Agent): Send {
  return async (url, { method = 'GET', headers, body }) => {
    const isForm = body instanceof URLSearchParams;
    const request: RawRequest = {
      method,
      path: url.pathname + url.search,
      headers: {
        Host: url.host,
        ...(isForm && { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...(headers as Record<string, string>),
      },
      ...(isForm && { body: body.toString() }),
    };
    const answer = await sendRaw(base, request, agent);
    const pairs = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    return new Response(answer.body || null, { status: answer.status, headers: pairs });
  };
}

/** A connection, and what came back over it until it was closed. */
export function openSocket(base: string): { socket: net.Socket; ended: Promise<string> } {
  const { hostname, port } = new URL(base);
  const socket = net.connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined); // a reset is an end, too
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  return { socket, ended };
}
