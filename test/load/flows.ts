/** What a visitor does: each of the four grants, from its start to its result. */
import assert from 'node:assert/strict';
import type { Browser, Page } from '../support/browser.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

const PEOPLE = [
  { username: 'ada', password: 'lovelace', name: 'Ada Example' },
  { username: 'bruno', password: 'lanterns', name: 'Bruno Sample' },
  { username: 'nora', password: 'quietly', name: 'Nora Nobody' },
] as const;
type Person = (typeof PEOPLE)[number];

type Flow = (browser: Browser, me: Person) => Promise<void>;

const FLOWS: Readonly<Record<string, Flow>> = {
  'authorization code': async (browser, me) => {
    const start = '/authorization-code/authorize?server=sandbox-current';
    const page = await runToResult(browser, start, { person: me.username });
    requireOwn(page, me);
    const refreshed = await browser.follow(await page.form('Refresh').submit());
    assert.equal(refreshed.step('Refresh').result, '200');
    requireOwn(await browser.get('/authorization-code?step=API'), me);
  },
  implicit: async (browser, me) => {
    const start = '/implicit/authorize?server=sandbox-legacy';
    const { location = '' } = await decideAtSandbox(browser, start, { person: me.username });
    const response = Object.fromEntries(new URLSearchParams(new URL(location).hash.slice(1)));
    const { access_token = '', state = '', iss = '' } = response;
    // What the script of the page does: the state goes to the server, the token to the API.
    const landing = await browser.get('/oauth-callback');
    const taken = await browser.post('/implicit/oauth-callback', {
      _csrf: csrfOf(landing),
      state,
      iss,
    });
    const { apiBaseUrl } = JSON.parse(taken.body) as { apiBaseUrl: string };
    const headers = { Authorization: `Bearer ${access_token}` };
    requireOwn(await browser.get(`${apiBaseUrl}/user`, headers), me);
  },
  'resource owner password credentials': async (browser, me) => {
    const answer = await sendPassword(browser, me.username, me.password);
    requireOwn(await browser.follow(answer), me);
  },
  'client credentials': async (browser) => {
    const page = await browser.open('/client-credentials/authorize?server=sandbox-current');
    assert.match(page.announcement(), /You have an access token/);
  },
};

export const GRANTS = Object.keys(FLOWS);

/** @param turn Grants and people take turns. */
export async function runFlow(browser: Browser, turn: number): Promise<void> {
  const grant = GRANTS[turn % GRANTS.length] ?? '';
  const me = PEOPLE[Math.floor(turn / GRANTS.length) % PEOPLE.length] ?? PEOPLE[0];
  try {
    await FLOWS[grant]?.(browser, me);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
    throw new Error(`${grant}: ${String(error)} ${cause}`, { cause: error });
  }
}

/** They read their own name, and nobody else's. */
function requireOwn(page: Page, me: Person): void {
  const result = page.message() || page.body; // of the API itself, its JSON
  const names = PEOPLE.map(({ name }) => name).filter((name) => result.includes(name));
  assert.deepEqual(names, [me.name]);
}
