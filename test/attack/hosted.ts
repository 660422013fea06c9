/** The app as it is hosted: by a public name, behind one proxy, strangers among its visitors. */
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { standBefore } from '../support/behind-proxy.ts';
import type { Browser } from '../support/browser.ts';
import { HOSTED } from '../support/hosted.ts';
import { type Program, listening, runApp } from '../support/programs.ts';
import { sendRaw } from '../support/raw.ts';
import type { RawAnswer, RawRequest } from '../support/raw.ts';
import { within } from '../support/within.ts';

export const { PUBLIC_URL } = HOSTED;

export const LONGEST_CONNECT_MS = 10_000;
const LONGEST_STOP_MS = 60_000;

export interface Ask {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** The address of whoever asks, as the proxy tells it. */
  readonly from: string;
}

export type Env = Readonly<Record<string, string>>;

export interface Hosted extends Program {
  readonly publicUrl: string;
  newVisitor(address: string): Browser;
  /** By the shortest way: no cookies, no redirects, kept-alive connections. */
  ask(request: Ask): Promise<RawAnswer>;
  /** A connection of whoever is at that address, for bytes of any kind. */
  connect(from: string): Promise<net.Socket>;
  close(): Promise<void>;
}

/** Starts one, with more in its environment. */
export type StartHosted = (env?: Env) => Promise<Hosted>;

/** A process of this machine, and no proxy: what one would say is said by whoever asks. */
export const startHosted: StartHosted = async (env = {}) => {
  const program = await listening(await runApp({ ...HOSTED, ...env }));
  return { ...program, ...reach(program) };
};

export function reach(program: Program): Omit<Hosted, keyof Program> {
  const proxy = standBefore(program.port, PUBLIC_URL);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  return {
    publicUrl: PUBLIC_URL,
    newVisitor: (address) => proxy.newBrowser(address),
    ask(request) {
      const { headers, ...rest } = toRaw(PUBLIC_URL, request);
      const told = { 'x-forwarded-for': request.from, 'x-forwarded-proto': 'https' };
      const raw = { ...rest, headers: { ...told, ...headers } };
      return sendRaw(`http://127.0.0.1:${program.port}`, raw, agent);
    },
    async connect() {
      const socket = net.connect(program.port, '127.0.0.1').on('error', () => undefined);
      await within(LONGEST_CONNECT_MS, 'a connection', (signal) =>
        once(socket, 'connect', { signal }),
      );
      return socket;
    },
    async close() {
      agent.destroy();
      await proxy.close();
      await program.stop();
    },
  };
}

export function toRaw(publicUrl: string, { path, method = 'GET', headers, form }: Ask): RawRequest {
  return {
    path,
    method,
    headers: {
      host: new URL(publicUrl).host,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  };
}

/** With a hosted app of one's own, which is gone afterwards. */
export async function withHosted<T>(
  start: StartHosted,
  act: (app: Hosted) => Promise<T>,
  env: Env = {},
): Promise<T> {
  const app = await start(env);
  try {
    return await act(app);
  } finally {
    await within(LONGEST_STOP_MS, 'the end of the app', () => app.close());
  }
}
