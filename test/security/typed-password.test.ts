import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server, ServerId } from '../../src/bitbucket/servers.ts';
import { createRunStore } from '../../src/runs/run-store.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import type { Run } from '../../src/runs/run.ts';
import { openApp } from '../support/app.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendPassword } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';
import { readStage } from '../support/stage.ts';
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

/** As it is at that moment, without the server: that is not stored. */
function inspected({ server: _server, ...rest }: Run): string {
  return inspect(rest, { depth: 12, maxStringLength: Infinity });
}

describe('A password', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ LOG_LEVEL: 'debug' });
  });
  afterAll(() => demo.close());

  it('S15 that is wrong is in no page, no field, no exchange and no log (§10.7)', async () => {
    const browser = demo.newBrowser();

    const refused = await browser.follow(await sendPassword(browser, 'ada', CANARY));
    const stage = await readStage(browser, '/resource-owner-password');
    const form = { _csrf: csrfOf(refused), step: 'B', view: 'wire', entry: 'x1' };
    const revealed = await browser.post('/resource-owner-password/reveal', form);

    expect(refused.step('B')).toEqual({ state: 'failed', result: '401' });
    const again = await browser.open(refused.link('Try again'));
    expect(again.form('Send A').fields['set.password']).toBe('');
    expect(revealed.message()).toContain('username=ada');
    const request = demo.sandboxes.legacy.requests.findLast(({ method }) => method === 'POST');
    expect(request?.form['password']).toBe('pass…'); // it did arrive, once
    const pages = [refused, again, revealed, ...stage];
    for (const text of [...pages.map(({ body, url }) => body + url), demo.log()]) {
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

    expect(page.message()).toContain('Ada Example');
    expect(demo.log()).not.toContain('lovelace');
    const reveal = await page.form('Show').submit();
    const stage = await readStage(browser, '/resource-owner-password');
    for (const { body } of [page, reveal, ...stage]) expect(body).not.toContain('lovelace');
  });

  it('S15 is in nothing that is kept of a run, good or bad (§10.7)', async () => {
    const other = await openScriptedServer();
    const kept: string[] = [];
    const { createStore } = createMemoryStorage();
    const endpoint = `${other.url}/token`;
    const servers = new Map<ServerId, Server>([
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
    ]);
    const store = createRunStore(createStore, Date.now, servers);
    const app = await openApp({
      runs: {
        ...store,
        publish: (run) => (kept.push(inspected(run)), store.publish(run)),
        update: (run) => (kept.push(inspected(run)), store.update(run)),
      },
      servers,
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
      expect(kept.length).toBeGreaterThanOrEqual(4); // each as it waits for the form, and as it ends
      for (const text of kept) {
        for (const spelling of [...SPELLINGS, 's-secret-s']) expect(text).not.toContain(spelling);
      }
    } finally {
      await app.close();
      await other.close();
    }
  });
});
