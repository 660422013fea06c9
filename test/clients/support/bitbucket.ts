/** The sandbox as a client finds it: an origin with Bitbucket's own paths at its root. */
import { type RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Client,
  type EraName,
  type SandboxApp,
  type SandboxOptions,
  DEFAULT_BEHAVIOUR,
  createSandboxApp,
} from '../../../src/sandbox/index.ts';
import { Browser } from '../../support/browser.ts';
import { type Decision, decideAtSandbox } from '../../support/resource-owner.ts';

export const ERAS: readonly EraName[] = ['legacy', 'current'];
export const CALLBACK = 'http://localhost:3000/oauth-callback';
export const AUTHORIZE_PATH = '/site/oauth2/authorize';
export const ACCESS_TOKEN_PATH = '/site/oauth2/access_token';

export interface Server {
  readonly url: string;
  close(): void;
}

export interface Bitbucket extends Server {
  readonly sandbox: SandboxApp;
  /** The ready-made one. */
  readonly client: Client;
  /** Sends ada (or who is named) to the authorization request; returns what comes back to the client. */
  decide(authorizationUrl: string | URL, how?: Decision): Promise<URL>;
  /** How many token requests were answered with tokens. */
  countTokenAnswers(): number;
  /** What a page or a program sees at the API with this token. */
  readUser(accessToken: unknown): Promise<unknown>;
}

export async function openBitbucket(
  era: EraName,
  callbackUrl = CALLBACK,
  options: Partial<SandboxOptions> = {},
): Promise<Bitbucket> {
  const handlers: RequestListener[] = [];
  const server = await listen((req, res) => handlers[0]?.(req, res));
  const sandbox = createSandboxApp({
    ...DEFAULT_BEHAVIOUR,
    era,
    baseUrl: server.url,
    callbackUrl,
    ...options,
  });
  handlers.push(sandbox.handler);
  const [client] = sandbox.clients;
  if (!client) throw new Error('No client');
  return {
    ...server,
    sandbox,
    client,
    async decide(authorizationUrl, how) {
      const browser = new Browser(server.url);
      const page = await decideAtSandbox(browser, String(authorizationUrl), how);
      return new URL(page.location ?? '');
    },
    countTokenAnswers: () =>
      sandbox.requests.filter(({ path, status }) => path === ACCESS_TOKEN_PATH && status === 200)
        .length,
    async readUser(accessToken) {
      const headers = { Authorization: `Bearer ${String(accessToken)}` };
      return (await fetch(`${server.url}/2.0/user`, { headers })).json();
    },
  };
}

/** Before a test has opened its own. */
export const unopened: Bitbucket = new Proxy({} as Bitbucket, {
  get: (_target, name) => {
    if (name === 'close') return () => undefined;
    throw new Error('Not open yet');
  },
});

/** On a free port of the loopback address. */
export async function listen(handler: RequestListener): Promise<Server> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Where an authorization request leads that needs no page: refused, or decided beforehand. */
export async function redirectOf(authorizationUrl: string | URL): Promise<URL> {
  const answer = await fetch(authorizationUrl, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

/** Of a promise that is rejected. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  const outcome: unknown = await promise.then(
    () => 'resolved',
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error(`No rejection: ${String(outcome)}`);
}
