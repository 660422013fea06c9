import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { beginAt, comeBack, CONSUMER, openLiveDemo, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

/** The servers of the menu, in order; the one that is chosen first is marked. */
async function serversOf(demo: TestDemo, grant: string): Promise<string[]> {
  const page = await demo.newBrowser().get(`/${grant}`);
  return page.root
    .querySelectorAll('.stage__settings .choices a:not([href*="person="])')
    .flatMap((link) => {
      const server = /authorize\?server=([\w-]+)/.exec(link.getAttribute('href') ?? '')?.[1];
      return server === undefined
        ? []
        : [link.hasAttribute('aria-current') ? `${server} *` : server];
    });
}

describe('With a consumer', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it('the grants that bitbucket.org offers run there, with a switch to the sandbox', async () => {
    const choices = ['bitbucket *', 'sandbox-current', 'sandbox-legacy'];

    expect(await serversOf(demo, 'authorization-code')).toEqual(choices);
    expect(await serversOf(demo, 'client-credentials')).toEqual(choices);
  });

  it('implicit stays on the sandbox, and can be tried anyway', async () => {
    expect(await serversOf(demo, 'implicit')).toEqual(['sandbox-legacy *', 'bitbucket']);
    expect((await demo.newBrowser().get('/implicit')).text).toContain('Try it anyway');
  });

  it('the password grant is not offered for bitbucket.org', async () => {
    expect(await serversOf(demo, 'resource-owner-password')).toEqual(['sandbox-legacy *']);
  });

  it('a password is never sent there, whatever the form says (§4.3)', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open('/resource-owner-password/authorize');
    const fields = { 'set.username': 'ada', 'set.password': 'lovelace', server: 'bitbucket' };

    const answer = await stage.form('Send A').submit(fields);

    expect(answer.status).toBe(303);
    expect(demo.bitbucket.receivedAt(TOKEN_PATH)).toEqual([]);
  });

  it('authorization code runs there with the consumer’s key and secret (§4.1)', async () => {
    const browser = demo.newBrowser();
    const request = await beginAt(browser);

    const answer = await comeBack(browser, { code: 'c0de', state: request.get('state') ?? '' });
    const page = await browser.follow(answer);

    expect(request.get('client_id')).toBe(CONSUMER.key);
    expect(page.body).toContain('Live Person');
    const [token] = demo.tokenRequests().slice(-1);
    const encoded = 'live-consumer-1:live%2Bsecret%2Fwith%3Dodd%3Asigns';
    expect(token?.headers.authorization).toBe(`Basic ${Buffer.from(encoded).toString('base64')}`);
    expect(Object.fromEntries(token?.form ?? [])).toMatchObject({ code: 'c0de' });
  });

  it('client credentials run there by default (§4.4)', async () => {
    const page = await demo.newBrowser().open('/client-credentials/authorize');

    expect(page.body).toContain('Live Person');
    expect(demo.tokenRequests().at(-1)?.form.get('grant_type')).toBe('client_credentials');
  });

  it('both still run on the sandbox when that is asked for', async () => {
    const before = demo.bitbucket.received.length;

    const page = await demo
      .newBrowser()
      .open('/client-credentials/authorize?server=sandbox-current');

    expect(page.body).toContain('app_user');
    expect(demo.bitbucket.received).toHaveLength(before);
  });

  it('implicit, tried anyway, shows what Bitbucket answers (§4.2.2.1)', async () => {
    const browser = demo.newBrowser();
    const request = await beginAt(browser, 'bitbucket', 'implicit');

    const answer = await comeBack(browser, {
      error: 'unsupported_response_type',
      state: request.get('state') ?? '',
    });
    const page = await browser.follow(answer);

    expect(request.get('response_type')).toBe('token');
    expect(page.step('C').state).toBe('failed');
    expect(page.message()).toContain('unsupported_response_type');
  });

  it('the API may be at another origin, and the callback page may call it (S27)', async () => {
    const page = await demo.newBrowser().get('/oauth-callback');

    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`connect-src 'self' ${demo.bitbucket.url};`);
  });
});

describe('Without a consumer', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ BITBUCKET_CONSUMER_KEY: 'YOUR_KEY', BITBUCKET_CONSUMER_SECRET: '' });
  });
  afterAll(() => demo.close());

  it('every grant runs on the sandbox', async () => {
    const both = ['sandbox-current *', 'sandbox-legacy'];

    expect(await serversOf(demo, 'authorization-code')).toEqual(both);
    expect(await serversOf(demo, 'client-credentials')).toEqual(both);
    expect(await serversOf(demo, 'implicit')).toEqual(['sandbox-legacy *']);
    expect(await serversOf(demo, 'resource-owner-password')).toEqual(['sandbox-legacy *']);
  });

  it.each(['authorization-code', 'client-credentials', 'implicit'])(
    'the menu of %s leads from bitbucket.org to what a consumer needs, on the same stage',
    async (slug) => {
      const browser = demo.newBrowser();
      await browser.open('/client-credentials/authorize');

      const stage = await browser.get(`/${slug}`);
      const page = await browser.get(stage.link('bitbucket.org No consumer is configured'));

      expect(page.url).toContain(`/${slug}?server=bitbucket`);
      expect(page.message()).toContain('Run it on bitbucket.org No consumer is configured.');
      const toCopy = page.root.querySelector('[data-copy]')?.getAttribute('data-copy');
      const copied = page.root.querySelector(`.message #${toCopy}`)?.textContent;
      expect(copied).toBe(`${demo.url}/oauth-callback`);
      expect(page.tokenBar()).toBe('');
      const onSandbox = await browser.get(page.link('Meanwhile, on the sandbox'));
      expect(onSandbox.location).toContain(`/${slug}?run=`);
    },
  );

  it('a grant that cannot run there has no such way', async () => {
    const page = await demo.newBrowser().get('/resource-owner-password?server=bitbucket');

    expect(page.status).toBe(400);
    expect(page.text).toContain('grant runs here on: the sandbox, legacy era');
  });

  it.each(['bitbucket', 'elsewhere', '__proto__'])(
    'the server %s cannot be asked for',
    async (id) => {
      const page = await demo.newBrowser().get(`/authorization-code/authorize?server=${id}`);

      expect(page.status).toBe(400);
      expect(page.location).toBeUndefined();
      expect(page.body).toContain('Nothing was sent.');
    },
  );
});
