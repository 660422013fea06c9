import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { exchangesOf } from '../support/stage.ts';
import { decideAtSandbox, openConsent, runToResult } from '../support/resource-owner.ts';

const TOKEN_PATH = '/site/oauth2/access_token';

describe('Authorization Code Grant (RFC 6749 §4.1)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const tokenRequests = () =>
    demo.sandboxes.current.requests.filter(({ path }) => path === TOKEN_PATH);

  it.each(['sandbox-current', 'sandbox-legacy'])(
    'runs on %s to its API results (A-E)',
    async (server) => {
      const browser = demo.newBrowser();

      const page = await runToResult(browser, `/authorization-code/authorize?server=${server}`);

      expect(page.url).toBe(`${demo.url}/authorization-code?run=1&step=API#stage`);
      expect(page.status).toBe(200);
      expect(page.announcement()).toContain('You have an access token.');
      expect(page.table('User')).toContainEqual(['Display name', 'Ada Example']);
      expect(page.body).toContain('countess@mail.example');
      expect(page.body).toContain('analytical-engines');
    },
  );

  it('asks with state, scope and a PKCE challenge (A, §4.1.1)', async () => {
    const page = await demo.newBrowser().get('/authorization-code/authorize');

    const url = new URL(page.location ?? '');
    expect(page.status).toBe(302);
    expect(url.href).toContain(`${demo.url}/sandbox/current/site/oauth2/authorize?`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: demo.sandboxes.current.clients[0]?.clientId,
      redirect_uri: `${demo.url}/oauth-callback`,
      scope: 'account email repository',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  it('repeats the redirect_uri and proves the verifier at the token endpoint (D, §4.1.3)', async () => {
    await runToResult(demo.newBrowser(), '/authorization-code/authorize');

    expect(tokenRequests().at(-1)).toMatchObject({
      status: 200,
      form: {
        grant_type: 'authorization_code',
        redirect_uri: `${demo.url}/oauth-callback`,
        code: expect.any(String),
        code_verifier: expect.any(String),
      },
    });
  });

  it('shows all that went over the wire, in the order of the letters (A-E)', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize');

    expect(await exchangesOf(browser, '/authorization-code')).toEqual([
      'A Authorization request, by redirect -',
      'C Authorization response, by redirect -',
      'D Token request, grant_type authorization_code 200',
      'E Token request, grant_type authorization_code 200',
      'API Current user 200',
      'API E-mail addresses 200',
      'API Workspaces 200',
      'API Repositories of analytical-engines 200',
    ]);
  });

  it('says so when access is denied, and asks for no token (§4.1.2.1)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, '/authorization-code/authorize', {
      decision: 'cancel',
    });
    const before = tokenRequests().length;

    const page = await browser.open(answer.location ?? '');

    expect(page.url).toBe(`${demo.url}/authorization-code?run=1&step=C#stage`);
    expect(page.title).toMatch(/^✕ The browser comes back with a no/);
    expect(page.announcement()).toContain('You denied access');
    expect(page.message()).toContain('access_denied');
    expect(page.step('B')).toEqual({ state: 'failed', result: 'no' });
    expect(page.step('C').state).toBe('done');
    expect(page.link('Try again')).toContain('/authorization-code/authorize');
    expect(tokenRequests()).toHaveLength(before);
  });

  it('can be tried again after a denial', async () => {
    const browser = demo.newBrowser();
    const start = '/authorization-code/authorize';
    await runToResult(browser, start, { decision: 'cancel' });

    const page = await runToResult(browser, start);

    expect(page.body).toContain('You have an access token');
    expect(page.body).not.toContain('You denied access');
  });

  it('shows an empty list to a person without an e-mail address', async () => {
    const page = await runToResult(demo.newBrowser(), '/authorization-code/authorize', {
      person: 'nora',
    });

    expect(page.status).toBe(200);
    expect(page.message()).toContain('Nora Nobody');
    expect(page.body).toContain('The answer is an empty list: this user has no e-mail address.');
  });

  it('takes a person with two-step verification, who signs in at the server itself', async () => {
    const page = await runToResult(demo.newBrowser(), '/authorization-code/authorize', {
      person: 'tove',
    });

    expect(page.body).toContain('Tove Twostep');
  });

  it('refuses an answer with neither code nor error, and asks for no token (§4.1.2)', async () => {
    const browser = demo.newBrowser();
    const consent = await openConsent(browser, '/authorization-code/authorize');
    const answer = await browser.submit(consent, '[name=decision]', { decision: 'grant' });
    const url = new URL(answer.location ?? '');
    url.searchParams.delete('code');
    const before = tokenRequests().length;

    const page = await browser.open(url.href);

    expect(page.step('C').state).toBe('failed');
    expect(page.message()).toContain('neither a code nor an error');
    expect(tokenRequests()).toHaveLength(before);
  });

  it('shows what the token endpoint refused, in its own words (§5.2)', async () => {
    const browser = demo.newBrowser();
    const answer = await decideAtSandbox(browser, '/authorization-code/authorize');
    demo.sandboxes.current.clock.advance('11 min'); // the code is too old now

    const page = await browser.open(answer.location ?? '');

    expect(page.step('D')).toEqual({ state: 'failed', result: '400' });
    expect(page.step('E').state).toBe('to come');
    expect(page.message()).toContain('The token endpoint refused');
    expect(page.body).toContain('The specified code is not valid.');
    expect(page.body).not.toContain('You have an access token');
  });
});

describe('A token that lacks a scope', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ BITBUCKET_SCOPES: 'account repository' });
  });
  afterAll(() => demo.close());

  it('is refused for the addresses, with required against granted; the page goes on (RFC 6750 §3.1)', async () => {
    const page = await runToResult(demo.newBrowser(), '/authorization-code/authorize');

    expect(page.status).toBe(200);
    expect(page.message()).toMatch(
      /403: .* Scopes required: email. Scopes granted: (account repository|repository account)\./,
    );
    expect(page.message()).toContain('Ada Example');
    expect(page.body).toContain('analytical-engines');
    expect(page.body).not.toContain('countess@mail.example');
  });
});
