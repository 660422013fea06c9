/** `snippets/express`: the adapter in an app of a test, and the app that uses it as a person starts it. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import session from 'express-session';
import { type Tokens, createBitbucketOAuth } from '../../snippets/express/bitbucket-oauth.ts';
import type { EraName } from '../../src/sandbox/index.ts';
import { type Server, listen } from '../clients/support/bitbucket.ts';
import { Browser } from '../support/browser.ts';
import { findFreePort } from '../support/ports.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import { type Sandbox, createSandbox } from '../../src/sandbox/standalone/library.ts';
import { startProcess } from '../support/start-process.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe.each<EraName>(['current', 'legacy'])(
  'snippets/express/bitbucket-oauth.ts in %s',
  (era) => {
    it('signs ada in: state, PKCE, Basic, the same redirect_uri (RFC 6749 §4.1, RFC 7636)', async () => {
      const { browser, sandbox, website } = await open(era);

      const page = await signIn(browser);

      expect(JSON.parse(page.body)).toEqual({ token: expect.any(String) });
      const [first, second] = requestsOf(sandbox);
      expect(first?.query).toMatchObject({
        code_challenge_method: 'S256',
        redirect_uri: `${website.url}/oauth-callback`,
        state: expect.any(String),
      });
      expect(second?.form).toMatchObject({ redirect_uri: `${website.url}/oauth-callback` });
      expect(second?.headers['authorization']).toMatch(/^Basic /);
      expect(second?.form['client_secret']).toBeUndefined();
    });

    it('has another session id when somebody is signed in, and forgets the tokens of whoever signs out', async () => {
      const { browser, tokens } = await open(era);
      await browser.get('/authorize');
      const before = browser.cookies.get('connect.sid')?.value;
      await signIn(browser);
      expect(browser.cookies.get('connect.sid')?.value).not.toBe(before);
      expect(tokens.size).toBe(1);

      await signIn(browser);
      expect(tokens.size).toBe(1);
      await browser.post('/sign-out', {});

      expect(tokens.size).toBe(0);
      expect(await errorOf(browser.get('/'))).toMatchObject({ status: 401, name: 'SignInNeeded' });
    });

    it('hands a denial on in the words of the server, and asks for no token', async () => {
      const { browser, sandbox } = await open(era);
      const denial = await decideAtSandbox(browser, '/authorize', { decision: 'cancel' });

      expect(await errorOf(browser.follow(denial))).toMatchObject({
        status: 403,
        message: expect.stringMatching(/^access_denied: \w+/),
      });
      expect(tokenRequests(sandbox)).toHaveLength(0);
    });

    it('refuses an answer for which another browser has asked, and one that comes twice', async () => {
      const { browser, sandbox, website } = await open(era);
      const answer = await decideAtSandbox(new Browser(website.url), '/authorize');
      const location = answer.location ?? '';

      expect(await errorOf(browser.get(location))).toMatchObject({
        status: 400,
        code: 'invalid_state',
      });
      await browser.get('/authorize');
      expect(await errorOf(browser.get(location))).toMatchObject({ code: 'invalid_state' });
      expect(tokenRequests(sandbox)).toHaveLength(0);

      const own = await decideAtSandbox(browser, '/authorize');
      await browser.follow(own);
      expect(await errorOf(browser.get(own.location ?? ''))).toMatchObject({
        code: 'invalid_state',
      });
      expect(tokenRequests(sandbox)).toHaveLength(1);
    });

    it('has a state for each tab: the second does not end the first', async () => {
      const { browser } = await open(era);
      const first = await browser.get('/authorize');
      const second = await browser.get('/authorize');

      for (const { location } of [first, second]) {
        const page = await browser.follow(await decideAtSandbox(browser, location ?? ''));
        expect(page.status).toBe(200);
      }
    });

    it('renews a token that is nearly over once for all who ask, and stores it first', async () => {
      const { browser, sandbox, tokens } = await open(era, { refreshGraceSeconds: 0 });
      const { token } = JSON.parse((await signIn(browser)).body) as { token: string };
      age(tokens);
      sandbox.faults.set({ fault: 'slow', endpoint: 'token', ms: 300, times: 1 });

      const pages = await Promise.all([browser.get('/'), browser.get('/')]);

      const [kept] = [...tokens.values()];
      for (const { body } of pages) expect(JSON.parse(body)).toEqual({ token: kept?.accessToken });
      expect(kept?.accessToken).not.toBe(token);
      expect(tokenRequests(sandbox, 'refresh_token')).toHaveLength(1);
      age(tokens); // and what came with it works as well
      expect((await browser.get('/')).status).toBe(200);
    });

    it('keeps the refresh token where the answer brings none', async () => {
      const { browser, sandbox, tokens } = await open(era);
      await signIn(browser);
      const [before] = [...tokens.values()];
      age(tokens);
      const field = 'refresh_token';
      sandbox.faults.set({ fault: 'missing-field', endpoint: 'token', field, times: 1 });

      expect((await browser.get('/')).status).toBe(200);
      expect([...tokens.values()][0]?.refreshToken).toBe(before?.refreshToken);
    });

    it('asks for a new sign-in where the refresh token is refused, in the words of the server', async () => {
      const { browser, sandbox, tokens } = await open(era);
      await signIn(browser);
      age(tokens);
      for (const { id } of await sandbox.grants()) await sandbox.revokeGrant(id);

      expect(await errorOf(browser.get('/'))).toMatchObject({
        status: 401,
        name: 'SignInNeeded',
        message: expect.stringMatching(/^Sign in again\. \w+: Invalid/),
      });
      expect((await signIn(browser)).status).toBe(200);
    });

    it.each([
      ['status', 'OAuthError'],
      ['html', 'OAuthError'],
      ['empty', 'OAuthError'],
      ['reset', 'OAuthError'],
      ['redirect', 'OAuthError'],
    ] as const)(
      'keeps the tokens where trouble (%s) keeps it from renewing them',
      async (fault, name) => {
        const { browser, sandbox, tokens } = await open(era);
        await signIn(browser);
        age(tokens);
        sandbox.faults.set({ fault, endpoint: 'token', times: 1 });

        expect(await errorOf(browser.get('/'))).toMatchObject({ status: 502, name });
        expect(sandbox.requests.map(({ path }) => path)).not.toContain('/_sandbox/redirected');
        expect((await browser.get('/')).status).toBe(200);
      },
    );

    it('says nothing of its secret where no answer comes', async () => {
      const { browser, sandbox } = await open(era);
      sandbox.faults.set({ fault: 'reset', endpoint: 'token', times: 1 });
      const page = await signIn(browser);
      const [{ clientId, clientSecret }] = sandbox.clients;

      expect(page.status).toBe(502);
      for (const secret of [clientSecret, btoa(`${clientId}:${clientSecret}`)]) {
        expect(page.body).not.toContain(secret);
      }
    });
  },
);

describe('snippets/express/app.ts', () => {
  it('is to be installed with the versions that it is tried with here', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      [kind in 'dependencies' | 'devDependencies']: Readonly<Record<string, string>>;
    };
    const versions = { ...dependencies, ...devDependencies };
    const packages = ['axios', 'express', 'express-session', 'tsx'];

    expect(readFileSync('snippets/README.md', 'utf8')).toContain(
      `npm install ${packages.map((name) => `${name}@${versions[name]}`).join(' ')}\``,
    );
  });

  it('says what is missing, and ends', async () => {
    const app = startProcess(COMMAND);

    expect(await app.ended).toBe(1);
    expect(app.stderr()).toBe('Set BITBUCKET_CONSUMER_KEY and BITBUCKET_CONSUMER_SECRET.\n');
  });

  it('signs ada in and out', async () => {
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const callback = `${url}/oauth-callback`;
    const sandbox = await createSandbox({ callback });
    opened.push(sandbox);
    const [{ clientId, clientSecret }] = sandbox.clients;
    const app = startProcess(COMMAND, {
      env: {
        BITBUCKET_CONSUMER_KEY: clientId,
        BITBUCKET_CONSUMER_SECRET: clientSecret,
        BITBUCKET_URL: sandbox.baseUrl,
        BITBUCKET_API_URL: sandbox.baseUrl,
        CALLBACK_URL: callback,
      },
    });
    opened.push({ close: () => app.stop() });
    while (app.isAlive() && !app.stdout().includes(url))
      await new Promise((go) => setTimeout(go, 20));
    const browser = new Browser(url);

    const first = await browser.get('/');
    expect(first).toMatchObject({
      status: 401,
      body: expect.stringContaining('href="/authorize"'),
    });
    const page = await signIn(browser);
    expect(page.body).toContain('Signed in as Ada Example.');
    sandbox.faults.set({ fault: 'expired-token', endpoint: 'api', times: 1 });
    expect((await browser.get('/')).status).toBe(401);
    const left = await browser.follow(await page.form('Sign out').submit());

    expect(left).toMatchObject({ status: 401, body: expect.stringContaining('href="/authorize"') });
    expect(app.stdout() + app.stderr()).toBe(`Open ${url}/\n`);
  });
});

const COMMAND = [process.execPath, '--import', 'tsx', 'snippets/express/app.ts'];

async function open(era: EraName, options: { refreshGraceSeconds?: number } = {}) {
  const app = express();
  const website: Server = await listen(app);
  const callback = `${website.url}/oauth-callback`;
  const sandbox = await createSandbox({ era, callback, pkce: 'strict', ...options });
  opened.push(website, sandbox);
  const tokens = new Map<string, Tokens>();
  const [{ clientId, clientSecret }] = sandbox.clients;
  const { router, accessTokenFor } = createBitbucketOAuth({
    clientId,
    clientSecret,
    callbackUrl: callback,
    scope: 'account repository',
    bitbucketUrl: sandbox.baseUrl,
    tokens,
  });
  app.use(session({ secret: 'of the test', resave: false, saveUninitialized: false }));
  app.use(router);
  app.get('/', async (req, res) => void res.json({ token: await accessTokenFor(req.session) }));
  app.use(describeError);
  return { browser: new Browser(website.url), sandbox, tokens, website };
}

const describeError: ErrorRequestHandler = (
  error: Error & { status?: number },
  _req,
  res,
  _next,
) => {
  const { message, status = 500 } = error;
  res.status(status).json(Object.assign({ message }, error, { name: error.constructor.name }));
};

async function errorOf(answer: Promise<{ body: string }>): Promise<unknown> {
  return JSON.parse((await answer).body);
}

async function signIn(browser: Browser) {
  return browser.follow(await decideAtSandbox(browser, '/authorize'));
}

/** As if the time of all that is kept were over. */
function age(tokens: Map<string, Tokens>): void {
  for (const [id, kept] of tokens) tokens.set(id, { ...kept, expiresAt: Date.now() + 1_000 });
}

function requestsOf(sandbox: Sandbox) {
  const paths = ['/site/oauth2/authorize', '/site/oauth2/access_token'];
  return paths.map((path) => sandbox.requests.find((one) => one.path === path));
}

function tokenRequests(sandbox: Sandbox, grantType = 'authorization_code') {
  return sandbox.requests.filter(({ form }) => form['grant_type'] === grantType);
}
