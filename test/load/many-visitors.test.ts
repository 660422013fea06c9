import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

const PEOPLE = ['ada', 'bruno', 'nora'];
const EACH = 25;

describe('R22 a hundred visitors at once', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ LOG_LEVEL: 'warn' });
  });
  afterAll(() => demo.close());

  const person = (at: number) => {
    const { current, legacy } = demo.sandboxes;
    const username = PEOPLE[at % PEOPLE.length];
    const found = [...current.people, ...legacy.people].find((one) => one.username === username);
    if (!found) throw new Error(`There is no ${username}.`);
    return found;
  };
  const others = (name: string) =>
    PEOPLE.map((_, at) => person(at).displayName).filter((one) => one !== name);

  /** The name on the page, and what a look at it later brings. */
  async function expectOwn(browser: Browser, path: string, name: string): Promise<void> {
    const page = await browser.get(path);
    expect(page.status).toBe(200);
    const result = page.message();
    expect(result).toContain(name);
    for (const other of others(name)) expect(result).not.toContain(other);
  }

  const visits: readonly ((browser: Browser, at: number) => Promise<void>)[] = [
    async (browser, at) => {
      const { username, displayName } = person(at);
      const start = '/authorization-code/authorize?server=sandbox-current';
      const page = await runToResult(browser, start, { person: username });
      await page.form('Refresh').submit();
      await expectOwn(browser, '/authorization-code?step=API', displayName);
      await (await browser.get('/authorization-code')).form('Call the API again').submit();
      await expectOwn(browser, '/authorization-code?step=API', displayName);
    },
    async (browser, at) => {
      const { username, displayName } = person(at);
      const start = '/implicit/authorize?server=sandbox-legacy';
      const { location = '' } = await decideAtSandbox(browser, start, { person: username });
      const fragment = new URLSearchParams(new URL(location).hash.slice(1));
      const landing = await browser.get('/oauth-callback');
      const { state = '', iss = '', access_token = '' } = Object.fromEntries(fragment);
      const answer = await browser.post('/implicit/oauth-callback', {
        _csrf: csrfOf(landing),
        state,
        iss,
      });
      const { apiBaseUrl } = JSON.parse(answer.body) as { apiBaseUrl: string };
      const user = await fetch(`${apiBaseUrl}/user`, {
        headers: { Authorization: `Bearer ${access_token}` },
      });
      expect(await user.text()).toContain(displayName);
    },
    async (browser, at) => {
      const { username, password, displayName } = person(at);
      await sendPassword(browser, username, password);
      await expectOwn(browser, '/resource-owner-password', displayName);
    },
    async (browser) => {
      const page = await browser.open('/client-credentials/authorize?server=sandbox-current');
      expect(page.announcement()).toContain('You have an access token.');
      expect(page.message()).toContain('Display name');
      for (const other of others('')) expect(page.message()).not.toContain(other);
    },
  ];

  it('R22 over the four grants: no error, and everybody sees their own name alone', async () => {
    const before = demo.log().length;

    await Promise.all(
      visits.flatMap((visit) =>
        Array.from({ length: EACH }, (_, at) => visit(demo.newBrowser(), at)),
      ),
    );

    expect(demo.log().slice(before)).toBe('');
  });
});
