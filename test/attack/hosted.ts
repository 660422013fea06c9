/** The app as it is hosted: by a public name, behind one proxy, strangers among its visitors. */
import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { standBefore } from '../support/behind-proxy.ts';
import type { Browser } from '../support/browser.ts';
import { listening, runApp } from './program.ts';
import type { Program } from './program.ts';

export const PUBLIC_URL = 'https://demo.example';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Ask {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** The address of whoever asks, as the proxy tells it. */
  readonly from: string;
}

export interface Hosted extends Program {
  newVisitor(address: string): Browser;
  /** By the shortest way: no cookies, no redirects, kept-alive connections. */
  ask(request: Ask): Promise<Answer>;
  close(): Promise<void>;
}

export const HOSTED = {
  NODE_ENV: 'production',
  PUBLIC_URL,
  TRUSTED_PROXIES: '1',
  SESSION_SECRET: randomBytes(32).toString('base64'),
};

export async function startHosted(env: Readonly<Record<string, string>> = {}): Promise<Hosted> {
  const program = await listening(await runApp({ ...HOSTED, ...env }));
  return { ...program, ...reach(program) };
}

export function reach(program: Program): Pick<Hosted, 'newVisitor' | 'ask' | 'close'> {
  const proxy = standBefore(program.port, PUBLIC_URL);
  const pool = new Pool(`http://127.0.0.1:${program.port}`, { connections: 16 });
  return {
    newVisitor: (address) => proxy.newBrowser(address),
    async ask({ path, method = 'GET', headers = {}, form, from }) {
      const answer = await pool.request({
        path,
        method,
        headers: {
          host: new URL(PUBLIC_URL).host,
          'x-forwarded-for': from,
          'x-forwarded-proto': 'https',
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
        ...(form && { body: new URLSearchParams(form).toString() }),
      });
      const body = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, body };
    },
    async close() {
      await pool.destroy();
      await proxy.close();
      await program.stop();
    },
  };
}

/** With a hosted app of one's own, which is gone afterwards. */
export async function withHosted<T>(
  act: (app: Hosted) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const app = await startHosted(env);
  try {
    return await act(app);
  } finally {
    await app.close();
  }
}
