import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, comeBack, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

describe('S06 mix-up: the answer must come from the server that was asked (RFC 9700 §4.4.2)', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  const tokenRequests = () =>
    demo.tokenRequests().length +
    demo.sandboxes.current.requests.filter(({ path }) => path.endsWith('/access_token')).length;

  it('S06 a sandbox that was asked, and an answer as Bitbucket gives it: without iss (RFC 9207 §2.4)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(
      browser,
      '/authorization-code/authorize?server=sandbox-current',
    );
    const url = new URL(answer.location ?? '');
    expect(url.searchParams.get('iss')).toBe(demo.sandboxes.current.issuer);
    url.searchParams.delete('iss');
    const before = tokenRequests();

    const page = await browser.open(url.href);

    expect(page.step('C').state).toBe('failed');
    expect(page.message()).toContain('not from the server that was asked');
    expect(tokenRequests()).toBe(before);
  });

  it('S06 a Bitbucket that was asked, and an answer as the sandbox gives it: with iss (RFC 9207 §2.4)', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));
    const before = tokenRequests();

    const iss = demo.sandboxes.current.issuer;
    const page = await browser.follow(await comeBack(browser, { code: 'c', state, iss }));

    expect(page.step('C').state).toBe('failed');
    expect(page.message()).toContain('not from the server that was asked');
    expect(tokenRequests()).toBe(before);
  });

  it.each([
    [
      'another server’s',
      (iss: string) => `&iss=${encodeURIComponent(iss.replace('current', 'legacy'))}`,
    ],
    ['a stranger’s', () => '&iss=https%3A%2F%2Fevil.example'],
    ['empty', () => '&iss='],
    ['one that comes twice', (iss: string) => `&iss=${iss}&iss=${iss}`],
  ])('S06 an iss that is %s ends the run (RFC 9207 §2.4)', async (_what, query) => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser, 'sandbox-current'));
    const before = tokenRequests();

    const iss = query(demo.sandboxes.current.issuer);
    const page = await browser.open(`/oauth-callback?code=c&state=${state}${iss}`);

    expect(page.status === 400 || page.step('C').state === 'failed').toBe(true);
    expect(page.text).toMatch(/not from the server that was asked|iss came more than once/);
    expect(tokenRequests()).toBe(before);
  });

  it('S06 the implicit grant holds to it, too (RFC 9207 §2.4)', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser, 'sandbox-legacy', 'implicit'));
    const page = await browser.get('/oauth-callback');

    const answer = await browser.post('/implicit/oauth-callback', { state, _csrf: csrfOf(page) });

    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain('apiBaseUrl');
  });
});
