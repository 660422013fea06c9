import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { behave, openLiveDemo, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { sendRaw } from '../support/raw.ts';
import { json } from '../support/scripted-server.ts';
import { openSession } from '../support/session.ts';
import { textsOf } from '../support/page.ts';

const START = '/client-credentials/authorize';
const NAMES = [
  '__proto__',
  '__proto__[polluted]',
  '__proto__.polluted',
  'constructor',
  'constructor[prototype][polluted]',
  'constructor.prototype.polluted',
  'prototype',
  'toString',
  'hasOwnProperty',
];

/** As text, since JSON.stringify leaves `__proto__` out. */
function withPrototypes(answer: object): string {
  const hostile =
    '"__proto__":{"polluted":1,"scope":"all"},"constructor":{"prototype":{"polluted":1}}';
  return JSON.stringify(answer).replace('{', `{${hostile},`);
}

describe('S34 names of prototypes (ASVS 15.3.6)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  /** Nothing that all objects have has changed, and the app is alive. */
  async function expectSound(): Promise<void> {
    expect('polluted' in {}).toBe(false);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    behave(demo.bitbucket);
    expect((await demo.newBrowser().open(START)).body).toContain('Live Person');
  }

  it.each(NAMES)('S34 in a query: %s is a name that nobody knows', async (name) => {
    const query = new URLSearchParams({ [name]: '1' }).toString();
    const browser = demo.newBrowser();

    expect((await browser.get(`/?${query}`)).status).toBe(200);
    expect((await browser.get(`/authorization-code?${query}`)).status).toBe(200);
    expect((await browser.get(`${START}?${query}`)).status).toBe(303);
    expect((await browser.get(`/oauth-callback?${query}`)).status).toBe(400);
    await expectSound();
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'S34 as a value: %s is no grant, no server, no notice, no era and no exchange',
    async (name) => {
      const browser = demo.newBrowser();
      const _csrf = await openSession(browser);

      expect((await browser.get(`/authorize?grant=${name}`)).status).toBe(400);
      expect((await browser.get(`/authorization-code/authorize?server=${name}`)).status).toBe(400);
      const notice = await browser.get(`/authorization-code?notice=${name}`);
      expect(notice.status).toBe(200);
      expect(notice.body).not.toMatch(/native code|\[object/);
      for (const form of [
        { era: name, turn: 'freeze' },
        { era: 'current', turn: name },
      ]) {
        expect((await browser.post('/sandbox/clock', { _csrf, ...form })).status).toBe(400);
      }
      await browser.open(START);
      for (const query of ['run', 'step', 'view', 'exchange']) {
        const page = await browser.get(`/client-credentials?${query}=${name}`);
        expect(page.status).toBe(200);
        expect(page.text).not.toMatch(/native code|\[object|undefined/);
      }
      const reveal = { _csrf, entry: name };
      expect((await browser.post('/client-credentials/reveal', reveal)).status).toBe(404);
      for (const act of ['send', 'refresh', 'call', 'revoke']) {
        const form = { _csrf, run: name, step: name, waiting: name };
        const { location } = await browser.post(`/client-credentials/${act}`, form);
        expect(location).toContain('notice=no-run');
      }
      expect((await browser.get(`/${name}`)).status).toBe(404);
      await expectSound();
    },
  );

  it.each(NAMES)('S34 in a form: %s changes nothing', async (name) => {
    const browser = demo.newBrowser();
    const _csrf = await openSession(browser);
    const more = { [name]: '1', [`set.${name}`]: '1', [`scope.${name}`]: '1' };
    const person = { 'set.username': 'ada', 'set.password': 'lovelace' };
    const form = { _csrf, waiting: 'A', ...person, ...more };

    const answer = await browser.post('/resource-owner-password/send', form);

    expect(answer.location).toContain('step=API');
    await expectSound();
  });

  it('S34 in JSON: not read, and refused', async () => {
    const answer = await sendRaw(demo.url, {
      method: 'POST',
      path: '/resource-owner-password/send',
      headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      body: withPrototypes({ 'set.username': 'ada' }),
    });

    expect(answer.status).toBe(403);
    await expectSound();
  });

  it('S34 in a token answer: the token is what it says itself, and nothing else (§5.1)', async () => {
    const { scope: _scope, ...bare } = TOKEN_ANSWER;
    demo.bitbucket.on(TOKEN_PATH, { body: withPrototypes(bare) });

    const page = await demo.newBrowser().open(START);

    expect(page.body).toContain('You have an access token');
    expect(textsOf(page.root, 'code')).not.toContain('all');
    await expectSound();
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'S34 as the error code of a token answer: %s is a word like any other (§5.2)',
    async (error) => {
      demo.bitbucket.on(TOKEN_PATH, json({ error }, 400));

      const page = await demo.newBrowser().open(START);

      expect(page.step('A')).toEqual({ state: 'failed', result: '400' });
      expect(page.message()).toContain(error);
      expect(page.body).not.toMatch(/native code|\[object/);
      await expectSound();
    },
  );

  it('S34 in a token answer that has nothing but them: no token (§5.1)', async () => {
    const hidden = JSON.stringify(TOKEN_ANSWER);
    demo.bitbucket.on(TOKEN_PATH, { body: `{"__proto__":${hidden}}` });

    const page = await demo.newBrowser().open(START);

    expect(page.message()).toContain('An unexpected answer');
    await expectSound();
  });

  it('S34 in what the API answers, and as names of its headers', async () => {
    demo.bitbucket.on('/2.0/user', {
      headers: { __proto__x: '1', constructor: '2', ['__proto__']: '3' },
      body: withPrototypes({ type: 'user', display_name: 'Odd Person' }),
    });

    expect((await demo.newBrowser().open(START)).body).toContain('Odd Person');
    await expectSound();
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'S34 as the name of a header: %s (CVE-2026-21710)',
    async (name) => {
      const headers = [[name, '1']] as unknown as Record<string, string>;
      for (const path of ['/', '/authorization-code', '/oauth-callback?code=1', '/nowhere']) {
        const answer = await sendRaw(demo.url, { path, headers });

        expect(answer.status).toBeLessThan(500);
      }
      await expectSound();
    },
  );
});
