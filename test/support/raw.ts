/** Requests that no browser would send: any header, any method, any bytes. */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Send } from './browser.ts';

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

/** @param agent Default: a connection for this request alone. */
export function sendRaw(
  base: string,
  request: RawRequest,
  agent: http.Agent | false = false,
): Promise<RawAnswer> {
  const { method = 'GET', path, headers = {}, body } = request;
  const { protocol, hostname, port } = new URL(base);
  const open = protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const sending = open({ hostname, port, method, path, headers, agent }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text });
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
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
