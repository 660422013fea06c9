/** Requests that no browser would send: any header, any method, any bytes. */
import http from 'node:http';
import net from 'node:net';

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

export function sendRaw(base: string, request: RawRequest): Promise<RawAnswer> {
  const { method = 'GET', path, headers = {}, body } = request;
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sending = http.request({ hostname, port, method, path, headers, agent: false }, (res) => {
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
