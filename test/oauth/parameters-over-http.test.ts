import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginAt, openLiveDemo } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { openSession } from '../support/session.ts';

describe('S36 parameters of the wrong kind', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  afterAll(() => demo.close());

  function basic(): string {
    const { clientId = '', clientSecret = '' } = demo.sandboxes.current.clients[0] ?? {};
    return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  }

  async function askToken(body: string): Promise<{ status: number; error: unknown }> {
    const answer = await fetch(demo.sandboxes.current.tokenEndpoint, {
      method: 'POST',
      headers: { Authorization: basic(), 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    });
    const { error } = (await answer.json()) as { error: unknown };
    return { status: answer.status, error };
  }

  it.each(['code', 'state', 'iss', 'error', 'error_description', 'session_state'])(
    'S36 the callback refuses %s twice, and asks for no token (§3.1)',
    async (name) => {
      const browser = demo.newBrowser();
      const { state = '' } = Object.fromEntries(await beginAt(browser));
      const before = demo.tokenRequests().length;

      const page = await browser.get(`/oauth-callback?code=c&state=${state}&${name}=1&${name}=2`);

      expect(page.status).toBe(400);
      expect(page.body).toContain('came more than once');
      expect(demo.tokenRequests()).toHaveLength(before);
    },
  );

  it.each(['code[]=a', 'code[a]=b', 'code[__proto__]=b', 'CODE=a', 'code='])(
    'S36 the callback takes %s for no code, and asks for no token (§3.1)',
    async (code) => {
      const browser = demo.newBrowser();
      const { state = '' } = Object.fromEntries(await beginAt(browser));
      const before = demo.tokenRequests().length;

      const page = await browser.open(`/oauth-callback?${code}&state=${state}`);

      expect(page.step('C').state).toBe('failed');
      expect(page.message()).toContain('neither a code nor an error');
      expect(demo.tokenRequests()).toHaveLength(before);
    },
  );

  it('S36 the callback ignores what it does not know (§4.1.2)', async () => {
    const browser = demo.newBrowser();
    const { state = '' } = Object.fromEntries(await beginAt(browser));

    const page = await browser.get(`/oauth-callback?code=c&state=${state}&new_thing=1&__proto__=2`);

    expect(page.status).toBe(303);
  });

  it.each(['server=bitbucket&server=bitbucket', 'grant=implicit&grant=implicit'])(
    'S36 a start refuses %s (§3.1)',
    async (query) => {
      const page = await demo.newBrowser().get(`/authorize?${query}`);

      expect(page.status).toBe(400);
      expect(page.location).toBeUndefined();
    },
  );

  it('S36 a form refuses a field that comes twice, and sends nothing (§3.2)', async () => {
    const browser = demo.newBrowser();
    const csrf = await openSession(browser);
    const before = demo.sandboxes.legacy.requests.length;

    const answer = await fetch(`${demo.url}/resource-owner-password/send`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Origin: demo.url,
        Accept: 'text/html',
        Cookie: `session=${browser.cookies.get('session')?.value}`,
      },
      body: `_csrf=${csrf}&step=A&set.username=ada&set.username=bruno&set.password=x`,
    });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('came more than once');
    expect(demo.sandboxes.legacy.requests).toHaveLength(before);
  });

  // Bitbucket: `response_type=code` twice is taken, contract §1.1.
  it.each(['client_id', 'redirect_uri', 'scope', 'state', 'code_challenge'])(
    'S36 the authorization endpoint refuses %s twice, with a page (§3.1)',
    async (name) => {
      const url = new URL(
        (await demo.newBrowser().get('/authorization-code/authorize?server=sandbox-current'))
          .location ?? '',
      );
      url.searchParams.append(name, url.searchParams.get(name) ?? '');

      const page = await demo.newBrowser().get(url.href);

      expect(page.status).toBe(400);
      expect(page.location).toBeUndefined();
    },
  );

  it.each(['grant_type', 'code', 'redirect_uri', 'code_verifier', 'client_id'])(
    'S36 the token endpoint refuses %s twice (§3.2)',
    async (name) => {
      const body = `grant_type=authorization_code&code=c&${name}=1&${name}=2`;

      expect(await askToken(body)).toEqual({ status: 400, error: 'invalid_request' });
    },
  );

  it.each(['code[]=a', 'code[a]=b'])('S36 the token endpoint refuses %s (§3.2)', async (code) => {
    const answer = await askToken(`grant_type=authorization_code&${code}`);

    expect(answer).toEqual({ status: 400, error: 'invalid_request' });
  });

  it('S36 the token endpoint takes an empty value for none, and ignores what it does not know (§3.2)', async () => {
    const empty = await askToken('grant_type=authorization_code&code=');
    const unknown = await askToken('grant_type=client_credentials&new_thing=1');

    expect(empty).toEqual({ status: 400, error: 'invalid_request' }); // contract §1.6: Missing required field: code
    expect(unknown.status).toBe(200);
  });
});
