/** The app with a consumer, and a scripted server in the place of bitbucket.org. */
import type { DemoOptions, Limits } from '../../src/demo.ts';
import type { Browser, Page } from './browser.ts';
import { openDemo } from './demo.ts';
import type { TestDemo } from './demo.ts';
import { json, openScriptedServer } from './scripted-server.ts';
import type { Received, ScriptedServer } from './scripted-server.ts';

export const TOKEN_PATH = '/site/oauth2/access_token';

export const CONSUMER = { key: 'live-consumer-1', secret: 'live+secret/with=odd:signs' };

export const TOKEN_ANSWER = {
  access_token: 'live-access-token-0123456789',
  refresh_token: 'live-refresh-token-0123456789',
  token_type: 'bearer',
  expires_in: 7200,
  scope: 'account email repository',
};

export interface LiveDemo extends TestDemo {
  /** Stands where bitbucket.org would: its token endpoint and its API. */
  readonly bitbucket: ScriptedServer;
  tokenRequests(): Received[];
}

export async function openLiveDemo(
  env: Record<string, string> = {},
  limits: Partial<Limits> = {},
  parts: Pick<DemoOptions, 'grants'> = {},
): Promise<LiveDemo> {
  const bitbucket = await openScriptedServer();
  behave(bitbucket);
  const demo = await openDemo({ ...consumerAt(bitbucket.url), ...env }, limits, parts);
  return {
    ...demo,
    bitbucket,
    tokenRequests: () => bitbucket.receivedAt(TOKEN_PATH),
    async close() {
      await demo.close();
      await bitbucket.close();
    },
  };
}

/** The environment of an app whose bitbucket.org is at this address. */
export function consumerAt(url: string): Record<string, string> {
  return {
    BITBUCKET_CONSUMER_KEY: CONSUMER.key,
    BITBUCKET_CONSUMER_SECRET: CONSUMER.secret,
    BITBUCKET_URL: url,
    BITBUCKET_API_URL: url,
  };
}

/** Answers as Bitbucket would. */
export function behave(bitbucket: ScriptedServer): void {
  bitbucket.on(TOKEN_PATH, json(TOKEN_ANSWER));
  bitbucket.on('/2.0/user', json({ type: 'user', display_name: 'Live Person' }));
  bitbucket.on('/2.0/user/emails', json({ values: [] }));
  bitbucket.on('/2.0/user/workspaces', json({ values: [] }));
}

/** Starts a grant; returns the authorization request that the browser is sent away with. */
export async function beginAt(
  browser: Browser,
  server = 'bitbucket',
  grant = 'authorization-code',
): Promise<URLSearchParams> {
  const page = await browser.get(`/${grant}/authorize?server=${server}`);
  return new URL(page.location ?? '').searchParams;
}

/** The way back from the authorization server. */
export function comeBack(browser: Browser, response: Record<string, string>): Promise<Page> {
  return browser.get(`/oauth-callback?${new URLSearchParams(response).toString()}`);
}

/** A whole run on the scripted server, up to the answer of the callback. */
export async function runLive(browser: Browser): Promise<Page> {
  const { state = '' } = Object.fromEntries(await beginAt(browser));
  return comeBack(browser, { code: 'live-code-0123456789', state });
}
