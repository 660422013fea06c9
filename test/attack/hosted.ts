/** The app as it is hosted: by a public name, behind one proxy, strangers among its visitors. */
import http from 'node:http';
import { standBefore } from '../support/behind-proxy.ts';
import type { Browser } from '../support/browser.ts';
import { HOSTED } from '../support/hosted.ts';
import { type Program, listening, runApp } from '../support/programs.ts';
import { sendRaw } from '../support/raw.ts';
import type { RawAnswer } from '../support/raw.ts';

export const { PUBLIC_URL } = HOSTED;

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
  ask(request: Ask): Promise<RawAnswer>;
  close(): Promise<void>;
}

export async function startHosted(env: Readonly<Record<string, string>> = {}): Promise<Hosted> {
  const program = await listening(await runApp({ ...HOSTED, ...env }));
  return { ...program, ...reach(program) };
}

export function reach(program: Program): Pick<Hosted, 'newVisitor' | 'ask' | 'close'> {
  const proxy = standBefore(program.port, PUBLIC_URL);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  return {
    newVisitor: (address) => proxy.newBrowser(address),
    ask({ path, method = 'GET', headers = {}, form, from }) {
      const request = {
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
      };
      return sendRaw(`http://127.0.0.1:${program.port}`, request, agent);
    },
    async close() {
      agent.destroy();
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
