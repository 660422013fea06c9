import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { beginAt, comeBack, CONSUMER, openLiveDemo, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';

/** The buttons of a page, in order: where they run and how loud they are. */
async function buttonsOf(demo: TestDemo, grant: string): Promise<string[]> {
  const page = await demo.newBrowser().get(`/${grant}`);
  const buttons = page.body.matchAll(
    /<a class="button button--(\w+)"[^>]* href="[^"]*server=([\w-]+)"/g,
  );
  return [...buttons].map(([, kind, server]) => `${kind} ${server}`);
}

describe('With a consumer', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  it('the grants that bitbucket.org offers run there, with a switch to the sandbox', async () => {
    const choices = ['primary bitbucket', 'secondary sandbox-current', 'secondary sandbox-legacy'];

    expect(await buttonsOf(demo, 'authorization-code')).toEqual(choices);
    expect(await buttonsOf(demo, 'client-credentials')).toEqual(choices);
  });

  it('implicit stays on the sandbox, with a quieter button that tries it anyway', async () => {
    expect(await buttonsOf(demo, 'implicit')).toEqual([
      'primary sandbox-legacy',
      'quiet bitbucket',
    ]);
    expect(textOf(await demo.newBrowser().get('/implicit'))).toContain(
      'The sources disagree on when it was removed.',
    );
  });

  it('the password grant has no button for bitbucket.org', async () => {
    expect(await buttonsOf(demo, 'resource-owner-password')).toEqual(['primary sandbox-legacy']);
  });

  it('a password is never sent there, whatever the form says (§4.3)', async () => {
    const browser = demo.newBrowser();
    const form = await browser.get('/resource-owner-password/authorize');
    const fields = { username: 'ada', password: 'lovelace', server: 'bitbucket' };

    const answer = await browser.submit(form, 'name="password"', fields);

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

    const page = await comeBack(browser, {
      error: 'unsupported_response_type',
      state: request.get('state') ?? '',
    });

    expect(request.get('response_type')).toBe('token');
    expect(page.status).toBe(403);
    expect(page.body).toContain('unsupported_response_type');
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
    const both = ['primary sandbox-current', 'secondary sandbox-legacy'];

    expect(await buttonsOf(demo, 'authorization-code')).toEqual(both);
    expect(await buttonsOf(demo, 'client-credentials')).toEqual(both);
    expect(await buttonsOf(demo, 'implicit')).toEqual(['primary sandbox-legacy']);
    expect(await buttonsOf(demo, 'resource-owner-password')).toEqual(['primary sandbox-legacy']);
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
