import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import session from 'express-session';
import type { SessionData } from 'express-session';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { SessionStore } from '../../src/web/session.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';

const HOUR_MS = 60 * 60_000;

describe('The session', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('S19 ends eight hours after its start, however busy it was (ASVS 7.3.2)', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');
    for (let halfHours = 1; halfHours < 16; halfHours += 1) {
      demo.advance(HOUR_MS / 2);
      expect((await browser.get('/')).body).toContain('Forget all');
    }

    demo.advance(HOUR_MS / 2 + 1_000);

    const page = await browser.get('/authorization-code');
    expect(page.body).not.toContain('ada@mail.example');
    expect(page.body).not.toContain('Forget all');
  });

  it('keeps its start when its id is renewed', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');
    for (let halfHours = 1; halfHours < 16; halfHours += 1) {
      demo.advance(HOUR_MS / 2);
      await browser.open('/client-credentials/authorize'); // renews the id
    }
    expect((await browser.get('/')).body).toContain('Forget all');

    demo.advance(HOUR_MS / 2 + 1_000);

    expect((await browser.get('/client-credentials')).announcement()).toBe('Nothing has run yet.');
  });
});

describe('The store of sessions', () => {
  const data = (more: Partial<SessionData>) =>
    ({ cookie: new session.Cookie(), startedAt: Date.now(), ...more }) as SessionData;

  it('S17 a request that began before the id was renewed and ends after does not bring the session back', async () => {
    const store = new SessionStore(createMemoryStorage().createStore, Date.now);
    const before = data({ visitorId: 'v', runs: { implicit: [{ id: 'r', number: 1 }] } });
    await new Promise((resolve) => store.set('id', before, resolve));
    await new Promise((resolve) => store.set('id', data({ csrfToken: 'c' }), resolve));

    await new Promise((resolve) => store.touch('id', before, resolve));

    const now = await new Promise((resolve) => store.get('id', (_error, found) => resolve(found)));
    expect(now).toMatchObject({ csrfToken: 'c' });
    expect(now).not.toHaveProperty('visitorId');
  });

  it('S17 what takes the place of a signed-in session, or its end, leaves nothing of it behind', async () => {
    const store = new SessionStore(createMemoryStorage().createStore, Date.now);
    const signedIn = data({ visitorId: 'v', isSignedIn: true });
    const find = () => new Promise((resolve) => store.get('id', (_error, found) => resolve(found)));
    await new Promise((resolve) => store.set('id', signedIn, resolve));
    expect(await find()).toMatchObject({ visitorId: 'v' });

    await new Promise((resolve) => store.set('id', data({ csrfToken: 'c' }), resolve));
    await new Promise((resolve) => store.touch('id', signedIn, resolve));
    expect(await find()).not.toHaveProperty('visitorId');

    await new Promise((resolve) => store.set('id', signedIn, resolve));
    await new Promise((resolve) => store.destroy('id', resolve));
    expect(await find()).toBeUndefined();
  });

  it('stores once what a request stores twice, and begins the idle hour anew with no click within a minute', async () => {
    let now = 1_000_000;
    let writes = 0;
    const store = new SessionStore(
      (...given) => {
        const inner = createMemoryStorage().createStore(...given);
        const count = <R>(done: R) => ((writes += 1), done);
        return {
          ...inner,
          put: (...all) => count(inner.put(...all)),
          replace: (...all) => count(inner.replace(...all)),
        };
      },
      () => now,
    );
    const find = () =>
      new Promise<SessionData>((resolve) =>
        store.get('id', (_error, found) => resolve(found ?? inHand)),
      );
    const inHand = data({ startedAt: now });
    for (const visitorId of ['v', 'v', 'w'])
      await new Promise((resolve) =>
        store.set('id', Object.assign(inHand, { visitorId }), resolve),
      );
    expect(writes).toBe(2);

    now += 59_999;
    store.touch('id', await find());
    await new Promise(setImmediate);
    expect(writes).toBe(2);
    now += 1;
    store.touch('id', await find());
    await new Promise(setImmediate);
    expect(writes).toBe(3);
    now += HOUR_MS - 1;
    expect(await find()).toMatchObject({ visitorId: 'w' });
  });

  it('holds no answer up to begin the idle hour anew, and ends nothing where that fails', async () => {
    const store = new SessionStore((...given) => {
      const { createStore } = createMemoryStorage();
      return { ...createStore(...given), get: () => Promise.reject(new Error('It is away.')) };
    }, Date.now);
    const done: unknown[] = [];

    store.touch('id', data({}), (error) => done.push(error));

    expect(done).toEqual([undefined]);
    await new Promise(setImmediate); // a rejection that nobody takes would end the test
  });
});
