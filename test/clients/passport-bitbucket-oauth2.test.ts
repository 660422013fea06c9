/**
 * passport-bitbucket-oauth2 0.1.2 on Express with express-session; its three URL options are the
 * only configuration. It sends Basic and body credentials at once.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import { type Options, Strategy } from 'passport-bitbucket-oauth2';
import { AuthTokenRefresh, type Refusal } from 'passport-oauth2-refresh';
import type { EraName } from '../../src/sandbox/index.ts';
import { Browser } from '../support/browser.ts';
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

interface SignedIn {
  accessToken: string;
  refreshToken: string;
  params: Record<string, unknown>;
  profile: { displayName: string; username: string; id: string; profileUrl: string };
}

/** Of passport-oauth2 below each strategy, "protected": what a strategy sets up as it likes. */
interface OAuthClientInside {
  _oauth2: { useAuthorizationHeaderforGET(useIt: boolean): void };
}

describe.each(ERAS)('passport-bitbucket-oauth2 in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket = unopened;
  let website: Server = unopened;
  let strategy: Strategy;

  afterEach(() => {
    bitbucket.close();
    website.close();
  });

  describe('as its README says, with `state` on', () => {
    beforeEach(() => open());

    it('signs ada in by the code grant and reads her profile (RFC 6749 §4.1)', async () => {
      const { profile, params } = await signIn();

      expect(profile).toMatchObject({
        provider: 'bitbucket',
        displayName: ADA.display_name,
        username: ADA.username,
        profileUrl: expect.stringContaining(bitbucket.url),
      });
      expect(params).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
    });

    it(`hands the granted scopes on as ${isLegacy ? '`params.scopes`' : '`params.scope`; who reads `params.scopes` finds nothing'} (contract §1.3)`, async () => {
      const { params } = await signIn();

      expect(params[isLegacy ? 'scopes' : 'scope']).toBe('account email');
      expect(params[isLegacy ? 'scope' : 'scopes']).toBeUndefined();
    });

    it('refreshes through passport-oauth2-refresh (RFC 6749 §6)', async () => {
      const { refreshToken } = await signIn();

      const renewed = await refresh(refreshToken);

      expect(await bitbucket.readUser(renewed.accessToken)).toMatchObject(ADA);
      expect(renewed.refreshToken === refreshToken).toBe(isLegacy);
    });

    it('is told 400 for a refresh token that is none, in the words of the era (contract §1.6)', async () => {
      const refusal = await refresh('none').catch((error: unknown) => error as Refusal);

      expect(refusal).toMatchObject({ statusCode: 400 });
      expect((refusal as Refusal).data).toContain(
        isLegacy ? 'Invalid refresh_token' : 'Invalid OAuth client credentials',
      );
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('takes a denial for a failed sign-in: 401, and no token is asked for (RFC 6749 §4.1.2.1)', async () => {
      const browser = new Browser(website.url);

      const page = await browser.follow(
        await decideAtSandbox(browser, '/auth', { decision: 'cancel' }),
      );

      expect(page).toMatchObject({ status: 401, body: 'Unauthorized' });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('refuses a state that it never gave to this browser: 403, and no token is asked for (RFC 6749 §10.12)', async () => {
      const callback = await decideAtSandbox(new Browser(website.url), '/auth');

      const page = await new Browser(website.url).get(callback.location ?? '');

      expect(page).toMatchObject({ status: 403, body: 'Forbidden' });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('cannot spend a code twice: "TokenError: The specified code is not valid." (RFC 6749 §4.1.2)', async () => {
      const browser = new Browser(website.url);
      const callback = await decideAtSandbox(browser, '/auth');
      const { code } = Object.fromEntries(new URL(callback.location ?? '').searchParams);
      await browser.follow(callback);
      const again = new URL((await browser.get('/auth')).location ?? '').searchParams;

      const page = await browser.get(
        `/auth/callback?code=${code ?? ''}&state=${again.get('state') ?? ''}`,
      );

      expect(JSON.parse(page.body)).toMatchObject({
        name: 'TokenError',
        message: 'The specified code is not valid.',
        code: 'invalid_grant',
      });
      expect(bitbucket.countTokenAnswers()).toBe(1);
    });
  });

  it('does the code grant with PKCE (RFC 7636)', async () => {
    await open({ pkce: true });

    expect(await signIn()).toMatchObject({ profile: { displayName: ADA.display_name } });
  });

  it('shows a wrong secret as "TokenError: Invalid OAuth client credentials" (contract §1.6)', async () => {
    await open({ clientSecret: 'wrong' });

    expect(await failToSignIn()).toMatchObject({
      name: 'TokenError',
      message: 'Invalid OAuth client credentials',
      code: 'unauthorized_client',
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('shows a scope that the client lacks as "AuthorizationError", before anybody signs in (RFC 6749 §4.1.2.1)', async () => {
    await open({ scope: ['account', 'wiki'] });
    const browser = new Browser(website.url);

    const page = await browser.open('/auth');

    expect(JSON.parse(page.body)).toMatchObject({
      name: 'AuthorizationError',
      code: 'invalid_scope',
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('without the scope `account` gets a token but no profile: "Failed to fetch user profile" (contract §4.5)', async () => {
    await open({ scope: ['email'] });

    const error = await failToSignIn();

    expect(error).toMatchObject({
      name: 'InternalOAuthError',
      message: 'Failed to fetch user profile',
      oauthError: { statusCode: 403 },
    });
    expect(JSON.stringify(error)).toContain('lack one or more required privilege scopes');
    expect(bitbucket.countTokenAnswers()).toBe(1);
  });

  describe('with the token in the query, as every strategy on passport-oauth2 sends it that does not ask for the header', () => {
    beforeEach(async () => {
      await open({ customHeaders: { 'User-Agent': 'of the test' } });
      const { _oauth2: client } = strategy as unknown as OAuthClientInside;
      client.useAuthorizationHeaderforGET(false); // the default of the package `oauth`
    });

    if (isLegacy) {
      it('signs ada in: `?access_token=` is answered (contract §4.1)', async () => {
        expect(await signIn()).toMatchObject({ profile: { displayName: ADA.display_name } });
        expect(bitbucket.sandbox.requests.at(-1)).toMatchObject({
          path: '/2.0/user',
          query: { access_token: expect.any(String) },
        });
      });
    } else {
      it('gets a token but no profile: "Failed to fetch user profile", with Bitbucket’s 401 in it (contract §4.1, §7, 11)', async () => {
        const error = await failToSignIn();

        expect(error).toMatchObject({
          name: 'InternalOAuthError',
          message: 'Failed to fetch user profile',
          oauthError: { statusCode: 401 },
        });
        expect(JSON.stringify(error)).toContain(
          'Token is invalid, expired, or not supported for this endpoint.',
        );
        expect(bitbucket.countTokenAnswers()).toBe(1);
      });
    }
  });

  async function open(particulars: Partial<Options> = {}): Promise<void> {
    const app = express();
    website = await listen(app);
    const callbackURL = `${website.url}/auth/callback`;
    bitbucket = await openBitbucket(era, callbackURL);
    strategy = new Strategy(
      {
        clientID: bitbucket.client.clientId,
        clientSecret: bitbucket.client.clientSecret,
        callbackURL,
        scope: ['account', 'email'],
        state: true,
        authorizationURL: `${bitbucket.url}/site/oauth2/authorize`,
        tokenURL: `${bitbucket.url}/site/oauth2/access_token`,
        userProfileURL: `${bitbucket.url}/2.0/user`,
        ...particulars,
      },
      (accessToken, refreshToken, params, profile, done) =>
        done(null, { accessToken, refreshToken, params, profile }),
    );
    const authenticator = new passport.Passport();
    authenticator.use(strategy);
    const authenticate = authenticator.authenticate('bitbucket', { session: false });
    app.use(session({ secret: 'of the test', resave: false, saveUninitialized: false }));
    app.get('/auth', authenticate);
    app.get('/auth/callback', authenticate, (req, res) => void res.json(req.user));
    app.use(describeError);
  }

  async function signIn(): Promise<SignedIn> {
    const browser = new Browser(website.url);
    const page = await browser.follow(await decideAtSandbox(browser, '/auth'));
    if (page.status !== 200) throw new Error(page.body);
    return JSON.parse(page.body) as SignedIn;
  }

  async function failToSignIn(): Promise<unknown> {
    const browser = new Browser(website.url);
    const page = await browser.follow(await decideAtSandbox(browser, '/auth'));
    expect(page.status).toBe(500);
    return JSON.parse(page.body);
  }

  function refresh(token: string): Promise<{ accessToken: unknown; refreshToken: unknown }> {
    const refresher = new AuthTokenRefresh();
    refresher.use(strategy);
    return new Promise((resolve, reject) => {
      refresher.requestNewAccessToken('bitbucket', token, (error, accessToken, refreshToken) => {
        if (error) reject(error);
        else resolve({ accessToken, refreshToken });
      });
    });
  }
});

const describeError: ErrorRequestHandler = (error: Error, _req, res, _next) => {
  const { name, message } = error;
  res.status(500).json(Object.assign({ name, message }, error));
};
