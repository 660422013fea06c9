/** A server on loopback that does what a test tells it to, misbehaviour included, and remembers what arrived. */
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  /** Names and values by turns, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly form: URLSearchParams;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Headers of a 103 that is sent first. RFC 8297 */
  readonly earlyHints?: Readonly<Record<string, string>>;
  /**
   * hang: never a byte. drip: one byte now and then, for ever. reset: the connection is torn down.
   * truncate: half of the body, then the end. flood: a body without end.
   */
  readonly fault?: 'hang' | 'drip' | 'reset' | 'truncate' | 'flood';
}

export type Script = Answer | ((received: Received) => Answer | Promise<Answer>);

export interface ScriptedServer {
  readonly url: string;
  readonly received: readonly Received[];
  receivedAt(path: string): Received[];
  /** Connections that are open now. */
  openConnections(): Promise<number>;
  /** What is answered at a path; the last word counts. Elsewhere: 404. */
  on(path: string, script: Script): void;
  close(): Promise<void>;
}

export interface Tls {
  readonly key: string;
  readonly cert: string;
}

export async function openScriptedServer(tls?: Tls): Promise<ScriptedServer> {
  const scripts = new Map<string, Script>();
  const received: Received[] = [];
  const handle = async (req: http.IncomingMessage, res: http.ServerResponse) => {
    const one = await read(req);
    received.push(one);
    const script = scripts.get(one.path) ?? { status: 404 };
    send(res, typeof script === 'function' ? await script(one) : script);
  };
  const listener: http.RequestListener = (req, res) => void handle(req, res);
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    received,
    receivedAt: (path) => received.filter((one) => one.path === path),
    openConnections: () =>
      new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    on: (path, script) => void scripts.set(path, script),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** JSON, as an answer. */
export function json(body: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function read(req: http.IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const url = new URL(req.url ?? '/', 'http://scripted.example');
  return {
    method: req.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: req.headers,
    rawHeaders: req.rawHeaders,
    form: new URLSearchParams(Buffer.concat(chunks).toString()),
  };
}

function send(res: http.ServerResponse, answer: Answer): void {
  const { status = 200, headers, body = '', earlyHints, fault } = answer;
  if (earlyHints) res.writeEarlyHints(earlyHints);
  if (fault === 'hang') return;
  if (fault === 'reset') return void res.socket?.resetAndDestroy();
  if (fault === 'truncate') {
    res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) * 2 });
    res.write(body, () => res.socket?.destroy());
    return;
  }
  res.writeHead(status, headers);
  if (fault === 'drip') return keepWriting(res, ' ', 20);
  if (fault === 'flood') return keepWriting(res, 'x'.repeat(64 * 1024), 1);
  res.end(body);
}

function keepWriting(res: http.ServerResponse, chunk: string, everyMs: number): void {
  const timer = setInterval(() => res.write(chunk), everyMs);
  res.once('close', () => clearInterval(timer));
}
