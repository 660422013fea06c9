import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRunStore } from '../../src/runs/run-store.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { Run } from '../../src/runs/run.ts';
import { openApp } from '../support/app.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendPassword } from '../support/resource-owner.ts';
import { json, openScriptedServer } from '../support/scripted-server.ts';
import { TOKEN_ANSWER } from '../support/live.ts';

const CANARY = 'pass word&canary=é';

/** The password, and what encodings make of it. */
const SPELLINGS = [
  CANARY,
  'canary',
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64'),
];

describe('A password', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ LOG_LEVEL: 'debug' });
  });
  afterAll(() => demo.close());

  it('S15 that is wrong is in no page, no field, no exchange and no log (§10.7)', async () => {
    const browser = demo.newBrowser();

    const refused = await sendPassword(browser, 'ada', CANARY);
    const lesson = await browser.get('/resource-owner-password');
    const exchange = await browser.get('/resource-owner-password/exchanges/x1');

    expect(refused.status).toBe(401);
    expect(/<input id="password"[^>]*>/.exec(refused.body)?.[0]).not.toContain('value=');
    const request = demo.sandboxes.legacy.requests.findLast(({ method }) => method === 'POST');
    expect(request?.form['password']).toBe('pass…'); // it did arrive, once
    for (const text of [refused.body, lesson.body, exchange.body, demo.log()]) {
      for (const spelling of SPELLINGS) expect(text).not.toContain(spelling);
    }
  });

  it('S15 that is missing its name is not put back either', async () => {
    const page = await sendPassword(demo.newBrowser(), '', CANARY);

    expect(page.status).toBe(400);
    for (const spelling of SPELLINGS) expect(page.body).not.toContain(spelling);
  });

  it('S15 that is right is in no page after the sign-in (§10.7)', async () => {
    const browser = demo.newBrowser();
    const page = await browser.follow(await sendPassword(browser, 'ada', 'lovelace'));

    expect(page.body).toContain('Ada Example');
    expect(page.body).not.toContain('lovelace');
    expect(demo.log()).not.toContain('lovelace');
    const reveal = await browser.submit(page, 'value="access-token"');
    expect(reveal.body).not.toContain('lovelace');
  });

  it('S15 is in nothing that is kept of a run, good or bad (§10.7)', async () => {
    const other = await openScriptedServer();
    const kept: Run[] = [];
    const { createStore } = createMemoryStorage();
    const store = createRunStore(createStore, Date.now, new Map());
    const endpoint = `${other.url}/token`;
    const app = await openApp({
      runs: { ...store, publish: (run) => (kept.push(run), store.publish(run)) },
      servers: new Map([
        [
          'sandbox-legacy',
          {
            id: 'sandbox-legacy',
            name: 'a look-alike',
            authorizationEndpoint: endpoint,
            tokenEndpoint: endpoint,
            apiBaseUrl: other.url,
            client: { clientId: 'c', clientSecret: 's-secret-s' },
            resourceOwners: [],
          },
        ],
      ]),
    });
    try {
      for (const answer of [json(TOKEN_ANSWER), json({ error: 'server_error' }, 500)]) {
        other.on('/token', answer);
        await sendPassword(app.newBrowser(), 'ada', CANARY);
      }

      expect(other.receivedAt('/token').map(({ form }) => form.get('password'))).toEqual([
        CANARY,
        CANARY,
      ]);
      expect(kept).toHaveLength(2);
      const text = inspect(
        kept.map(({ server: _server, ...rest }) => rest),
        { depth: 12, maxStringLength: Infinity },
      );
      for (const spelling of [...SPELLINGS, 's-secret-s']) expect(text).not.toContain(spelling);
    } finally {
      await app.close();
      await other.close();
    }
  });
});
