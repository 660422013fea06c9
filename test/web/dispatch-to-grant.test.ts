import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bitbucketServer } from '../../src/bitbucket/servers.ts';
import { grants } from '../../src/grants/index.ts';
import { createTransactionStore } from '../../src/oauth/state.ts';
import { createMemoryStorage } from '../../src/storage/storage.ts';
import { openApp } from '../support/app.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';

describe('The addresses that all grants share', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('/authorize starts the authorization code grant where none is named', async () => {
    for (const path of ['/authorize', '/authorize?grant=']) {
      const page = await demo.newBrowser().get(path);

      expect(page.status).toBe(302);
      expect(new URL(page.location ?? '').searchParams.get('response_type')).toBe('code');
    }
  });

  it.each(grants.map(({ slug }) => slug))(
    '/authorize?grant=%s starts what /%s/authorize starts',
    async (slug) => {
      const shared = await demo.newBrowser().get(`/authorize?grant=${slug}`);
      const own = await demo.newBrowser().get(`/${slug}/authorize`);
      const target = (location: string | undefined) => (location ?? '').split('?')[0];

      expect(shared.status).toBe(own.status);
      expect(target(shared.location)).toBe(target(own.location));
    },
  );

  it('/authorize hands the server on', async () => {
    const page = await demo
      .newBrowser()
      .get('/authorize?grant=authorization-code&server=sandbox-legacy');

    expect(page.location).toContain('/sandbox/legacy/');
  });

  it.each(['nonsense', '__proto__', '../logout', 'authorization-code/reveal'])(
    '/authorize refuses the grant %s and names those there are',
    async (grant) => {
      const page = await demo.newBrowser().get(`/authorize?grant=${encodeURIComponent(grant)}`);

      expect(page.status).toBe(400);
      expect(page.location).toBeUndefined();
      for (const { slug } of grants) expect(page.body).toContain(slug);
    },
  );

  it('/oauth-callback hands over to the grant whose run the state names (§4.1.2)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, '/authorization-code/authorize');

    const page = await browser.get(answer.location ?? '');

    expect(page.location).toBe(`${demo.url}/authorization-code?run=1&step=API#stage`);
  });

  it('/oauth-callback without a query is the page for the fragment (§4.2.2)', async () => {
    const page = await demo.newBrowser().get('/oauth-callback');

    expect(page.root.querySelector('script[src="/implicit.js"]')).not.toBeNull();
  });

  it('is the one redirection URI that each grant asks with (§3.1.2)', async () => {
    for (const slug of ['authorization-code', 'implicit']) {
      const page = await demo.newBrowser().get(`/${slug}/authorize`);
      const uri = new URL(page.location ?? '').searchParams.get('redirect_uri');

      expect(uri).toBe(`${demo.url}/oauth-callback`);
    }
  });

  it.each(['/oauth-callback', '/authorization-code/oauth-callback'])(
    '%s looks its state up once (§10.12)',
    async (path) => {
      const consumer = { key: 'k', secret: 's' };
      const away = 'http://127.0.0.1:9'; // nothing listens there
      const [server] = bitbucketServer({ bitbucketUrl: away, bitbucketApiUrl: away, consumer });
      const store = createTransactionStore(createMemoryStorage().createStore, Date.now);
      const found: string[] = [];
      const app = await openApp({
        servers: new Map(server && [[server.id, server]]),
        transactions: {
          ...store,
          find(visitorId, state) {
            found.push(state);
            return store.find(visitorId, state);
          },
        },
      });
      try {
        const browser = app.newBrowser();
        const begun = await browser.get('/authorization-code/authorize');
        const state = new URL(begun.location ?? '').searchParams.get('state') ?? '';

        const page = await browser.get(`${path}?code=c&state=${state}`);

        expect(page.location).toContain('/authorization-code?run=1&step=D#stage'); // it came to its grant
        expect(found).toEqual([state]);
      } finally {
        await app.close();
      }
    },
  );
});
