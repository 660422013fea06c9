/**
 * grant 5.4.24 on Express with express-session: its own entry for Bitbucket, of which only the
 * three URLs are overridden. The entry is called `bitbucket`, and there is no `bitbucket2`.
 * It sends its credentials in the body.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import session from 'express-session';
import grant, { type GrantProvider, type GrantSession } from 'grant';
import type { EraName } from '../../src/sandbox/index.ts';
import { Browser, type Page } from '../support/browser.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';
import {
  type Bitbucket,
  ERAS,
  type Server,
  listen,
  openBitbucket,
  unopened,
} from './support/bitbucket.ts';
import { ADA } from './support/facts.ts';

declare module 'express-session' {
  interface SessionData {
    grant?: GrantSession;
  }
}

const START = '/connect/bitbucket';

interface Outcome {
  access_token: string;
  refresh_token: string;
  raw: Record<string, unknown>;
  profile: Record<string, unknown>;
  error?: unknown;
}

describe.each(ERAS)('grant in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket = unopened;
  let website: Server = unopened;

  afterEach(() => {
    bitbucket.close();
    website.close();
  });

  it('does the code grant with `state`, and reads the profile (RFC 6749 §4.1)', async () => {
    await open();

    const outcome = await connect();

    expect(outcome.profile).toMatchObject(ADA);
    expect(outcome.raw).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
  });

  it('sends a nonce when told to, which is ignored (contract §1.1)', async () => {
    await open({ nonce: true });

    expect((await connect()).profile).toMatchObject(ADA);
  });

  it('does the code grant with PKCE (RFC 7636)', async () => {
    await open({ pkce: true });

    expect((await connect()).profile).toMatchObject(ADA);
  });

  it('does the code grant with its credentials as HTTP Basic (RFC 6749 §2.3.1)', async () => {
    await open({ token_endpoint_auth_method: 'client_secret_basic' });

    expect((await connect()).profile).toMatchObject(ADA);
  });

  it(`shows the granted scopes in its raw answer as ${isLegacy ? '`scopes`' : '`scope`; who reads `scopes` finds nothing'} (contract §1.3)`, async () => {
    await open();

    const { raw } = await connect();

    expect(raw[isLegacy ? 'scopes' : 'scope']).toBe('account email');
    expect(raw[isLegacy ? 'scope' : 'scopes']).toBeUndefined();
  });

  it('cannot refresh by itself; a post with the same credentials in the body does (RFC 6749 §6)', async () => {
    await open();
    const { refresh_token: refreshToken } = await connect();

    const answer = await fetch(`${bitbucket.url}/site/oauth2/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: bitbucket.client.clientId,
        client_secret: bitbucket.client.clientSecret,
      }),
    });
    const renewed = (await answer.json()) as Outcome;

    expect(await bitbucket.readUser(renewed.access_token)).toMatchObject(ADA);
    expect(renewed.refresh_token === refreshToken).toBe(isLegacy);
  });

  it(`carries the tokens in its callback's query unless told to use the session: ${isLegacy ? 'short enough for any server' : 'with their new length, more than the 8 kB that many servers take'} (contract §7, 13)`, async () => {
    await open({ transport: 'querystring', response: ['tokens', 'raw'] });
    const browser = new Browser(website.url);
    const callback = await decideAtSandbox(browser, START);

    const last = await browser.get(callback.location ?? '');

    const target = new URL(last.location ?? '');
    expect(target.href.length > 8_192).toBe(!isLegacy);
    const token = target.searchParams.get('access_token');
    expect(await bitbucket.readUser(token)).toMatchObject(ADA);
  });

  it('cannot do the implicit grant: the fragment never reaches it, "Grant: OAuth2 missing code parameter" (RFC 6749 §4.2)', async () => {
    await open({ custom_params: { response_type: 'token' }, state: false });
    const browser = new Browser(website.url);

    // In the current era the sandbox refuses before anybody signs in, in the fragment as well.
    const last = isLegacy
      ? await browser.follow(await decideAtSandbox(browser, START))
      : await browser.open(START);

    expect(outcomeOf(last)).toMatchObject({ error: 'Grant: OAuth2 missing code parameter' });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('hands a denial on as it came, and asks for no token (RFC 6749 §4.1.2.1)', async () => {
    await open();
    const browser = new Browser(website.url);

    const denied = await decideAtSandbox(browser, START, { decision: 'cancel' });

    expect(outcomeOf(await browser.follow(denied))).toMatchObject({
      error: 'access_denied',
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('refuses a state of another run: "Grant: OAuth2 state mismatch", and asks for no token (RFC 6749 §10.12)', async () => {
    await open();
    const browser = new Browser(website.url);
    const callback = await decideAtSandbox(browser, START);
    await browser.get(START); // begins anew, with a new state

    expect(outcomeOf(await browser.follow(callback))).toMatchObject({
      error: 'Grant: OAuth2 state mismatch',
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('shows a wrong secret as `unauthorized_client` (contract §1.6)', async () => {
    await open({ secret: 'wrong' });
    const browser = new Browser(website.url);

    const last = await browser.follow(await decideAtSandbox(browser, START));

    expect(outcomeOf(last)).toMatchObject({
      error: {
        error: 'unauthorized_client',
        error_description: 'Invalid OAuth client credentials',
      },
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('has no entry `bitbucket2`: "Grant: missing or misconfigured provider"', async () => {
    await open();

    const last = await new Browser(website.url).open('/connect/bitbucket2');

    expect(last.url).toContain(encodeURIComponent('Grant: missing or misconfigured provider'));
    expect(bitbucket.sandbox.requests).toEqual([]);
  });

  it('works under the name `bitbucket2` where its config says all that an entry would', async () => {
    await open();

    expect((await connect('/connect/bitbucket2-spelled-out')).profile).toMatchObject(ADA);
  });

  async function open(particulars: GrantProvider = {}): Promise<void> {
    const app = express();
    website = await listen(app);
    bitbucket = await openBitbucket(era, `${website.url}/connect/bitbucket/callback`);
    const provider: GrantProvider = {
      key: bitbucket.client.clientId,
      secret: bitbucket.client.clientSecret,
      scope: ['account', 'email'],
      state: true,
      callback: '/done',
      transport: 'session',
      response: ['tokens', 'raw', 'profile'],
      authorize_url: `${bitbucket.url}/site/oauth2/authorize`,
      access_url: `${bitbucket.url}/site/oauth2/access_token`,
      profile_url: `${bitbucket.url}/2.0/user`,
      ...particulars,
    };
    app.use(session({ secret: 'of the test', resave: false, saveUninitialized: true }));
    app.use(
      grant.default.express({
        defaults: { origin: website.url },
        bitbucket: provider,
        bitbucket2: { key: bitbucket.client.clientId, secret: bitbucket.client.clientSecret },
        'bitbucket2-spelled-out': {
          ...provider,
          oauth: 2,
          scope_delimiter: ' ',
          redirect_uri: `${website.url}/connect/bitbucket/callback`,
        },
      }),
    );
    app.get('/done', (req, res) => void res.json(req.session.grant?.response));
  }

  async function connect(start = START): Promise<Outcome> {
    const browser = new Browser(website.url);
    const outcome = outcomeOf(await browser.follow(await decideAtSandbox(browser, start)));
    expect(outcome.error).toBeUndefined();
    return outcome;
  }
});

function outcomeOf(page: Page): Outcome {
  return JSON.parse(page.body) as Outcome;
}
