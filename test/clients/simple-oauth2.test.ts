/** simple-oauth2 5.1.0: its `auth` hosts and paths are the only configuration. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as simpleOAuth2 from 'simple-oauth2';
import {
  type AccessToken,
  AuthorizationCode,
  ClientCredentials,
  type ModuleOptions,
  ResourceOwnerPassword,
} from 'simple-oauth2';
import type { Client, EraName } from '../../src/sandbox/index.ts';
import { type Bitbucket, CALLBACK, ERAS, openBitbucket, rejectionOf } from './support/bitbucket.ts';
import {
  ADA,
  ADAS_PASSWORD,
  NO_PASSWORD_GRANT,
  WHO_A_CLIENT_IS,
  WRONG_CODE,
  WRONG_CREDENTIALS,
} from './support/facts.ts';

describe.each(ERAS)('simple-oauth2 in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket;

  beforeEach(async () => void (bitbucket = await openBitbucket(era)));
  afterEach(() => bitbucket.close());

  it.each(['header', 'body'] as const)(
    'does the code grant with its credentials in the %s, refreshes, and reads the user (RFC 6749 §4.1, §6)',
    async (authorizationMethod) => {
      const tokens = await authorize(configure({ authorizationMethod }));
      const refreshed = await tokens.refresh();

      expect(tokens.token).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
      expect(tokens.expired()).toBe(false);
      expect(await bitbucket.readUser(tokens.token['access_token'])).toMatchObject(ADA);
      expect(await bitbucket.readUser(refreshed.token['access_token'])).toMatchObject(ADA);
      const isSame = refreshed.token['refresh_token'] === tokens.token['refresh_token'];
      expect(isSame).toBe(isLegacy);
    },
  );

  it(`finds the granted scopes under ${isLegacy ? '`scopes`, not under `scope`' : '`scope`; who reads `scopes` finds nothing'}`, async () => {
    const { token } = await authorize(configure());

    expect(token[isLegacy ? 'scopes' : 'scope']).toBe('account email');
    expect(token[isLegacy ? 'scope' : 'scopes']).toBeUndefined();
  });

  it('does client credentials (RFC 6749 §4.4)', async () => {
    const { token } = await new ClientCredentials(configure()).getToken({});

    expect(await bitbucket.readUser(token['access_token'])).toMatchObject(WHO_A_CLIENT_IS[era]);
  });

  if (isLegacy) {
    it('refreshes a token of the client itself, which RFC 6749 §4.4.3 does not foresee', async () => {
      const refreshed = await (await new ClientCredentials(configure()).getToken({})).refresh();

      expect(await bitbucket.readUser(refreshed.token['access_token'])).toMatchObject(ADA);
    });

    it('does the password grant, and refreshes (RFC 6749 §4.3)', async () => {
      const tokens = await new ResourceOwnerPassword(configure()).getToken(ADAS_PASSWORD);
      const refreshed = await tokens.refresh();

      expect(await bitbucket.readUser(refreshed.token['access_token'])).toMatchObject(ADA);
    });

    it('shows a wrong password as "Response Error: 401 Unauthorized" (contract §1.6)', async () => {
      const wrong = { username: 'ada', password: 'wrong' };

      const error = await rejectionOf(new ResourceOwnerPassword(configure()).getToken(wrong));

      expect(error).toMatchObject({
        message: 'Response Error: 401 Unauthorized',
        data: {
          payload: {
            error: 'invalid_request',
            error_description: 'Invalid resource owner username/password',
          },
        },
      });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });
  } else {
    it('cannot refresh a token of the client itself: there is no refresh token, "Missing required field" (RFC 6749 §4.4.3)', async () => {
      const tokens = await new ClientCredentials(configure()).getToken({});

      expect(tokens.token['refresh_token']).toBeUndefined();
      expect(await rejectionOf(tokens.refresh())).toMatchObject({
        message: 'Response Error: 400 Bad Request',
        data: {
          payload: {
            error: 'invalid_request',
            error_description: 'Missing required field: refresh_token',
          },
        },
      });
      expect(bitbucket.countTokenAnswers()).toBe(1);
    });

    it('cannot do the password grant: "Unsupported grant type: password" (RFC 6749 §4.3)', async () => {
      const asked = new ResourceOwnerPassword(configure()).getToken(ADAS_PASSWORD);

      expect(await rejectionOf(asked)).toMatchObject({
        message: 'Response Error: 400 Bad Request',
        data: { payload: NO_PASSWORD_GRANT },
      });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });
  }

  it('has no implicit grant: it exports three grants, and its address asks for a code (RFC 6749 §4.2)', () => {
    const url = new URL(
      new AuthorizationCode(configure()).authorizeURL({ redirect_uri: CALLBACK }),
    );

    const grants = Object.keys(simpleOAuth2).filter((name) => /^[A-Z]/.test(name));
    expect(grants.toSorted()).toEqual([
      'AuthorizationCode',
      'ClientCredentials',
      'ResourceOwnerPassword',
    ]);
    expect(url.searchParams.get('response_type')).toBe('code');
  });

  it('with `bodyFormat: json` is told "Unsupported grant type: None", and gets no token (contract §7, 4)', async () => {
    const asked = new ClientCredentials(configure({ bodyFormat: 'json' })).getToken({});

    expect(await rejectionOf(asked)).toMatchObject({
      message: 'Response Error: 400 Bad Request',
      data: {
        payload: { error: 'invalid_grant', error_description: 'Unsupported grant type: None' },
      },
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it.each(['header', 'body'] as const)(
    'with a wrong secret in the %s is told 400, not 401, and gets no token (contract §1.6)',
    async (authorizationMethod) => {
      const wrong = configure({ authorizationMethod }, { clientSecret: 'wrong' });

      expect(await rejectionOf(new ClientCredentials(wrong).getToken({}))).toMatchObject({
        message: 'Response Error: 400 Bad Request',
        data: { payload: WRONG_CREDENTIALS },
      });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    },
  );

  it('cannot spend a code twice, and loses the tokens of the first time (RFC 6749 §4.1.2)', async () => {
    const client = new AuthorizationCode(withAuthorizePath(configure()));
    const code = await obtainCode(client);
    const first = await client.getToken({ code, redirect_uri: CALLBACK });

    const error = await rejectionOf(client.getToken({ code, redirect_uri: CALLBACK }));

    expect(error).toMatchObject({ data: { payload: WRONG_CODE } });
    expect(bitbucket.countTokenAnswers()).toBe(1);
    expect(await bitbucket.readUser(first.token['access_token'])).toMatchObject({ type: 'error' });
  });

  it('revokes both of its tokens, if told not to insist on JSON (RFC 7009, contract §1.2)', async () => {
    const tokens = await authorize(configure());

    await tokens.revokeAll({ json: true });

    const answer = await bitbucket.readUser(tokens.token['access_token']);
    expect(answer).toMatchObject({ type: 'error' });
    await rejectionOf(tokens.refresh());
    expect(bitbucket.countTokenAnswers()).toBe(1);
  });

  it('by itself takes the empty answer to a revocation for a fault: "The content-type is not JSON compatible"', async () => {
    const tokens = await authorize(configure());

    const error = await rejectionOf(tokens.revoke('access_token'));

    expect(error.message).toBe('The content-type is not JSON compatible');
    const answer = await bitbucket.readUser(tokens.token['access_token']);
    expect(answer).toMatchObject({ type: 'error' }); // revoked all the same
  });

  async function authorize(options: ModuleOptions): Promise<AccessToken> {
    const client = new AuthorizationCode(withAuthorizePath(options));
    return client.getToken({ code: await obtainCode(client), redirect_uri: CALLBACK });
  }

  async function obtainCode(client: AuthorizationCode): Promise<string> {
    const asked = { redirect_uri: CALLBACK, scope: ['account', 'email'], state: 'as sent & back' };
    const callback = await bitbucket.decide(client.authorizeURL(asked));
    expect(callback.searchParams.get('state')).toBe('as sent & back');
    return callback.searchParams.get('code') ?? '';
  }

  function configure(
    options: ModuleOptions['options'] = {},
    { clientId, clientSecret }: Partial<Client> = {},
  ): ModuleOptions {
    const registered = bitbucket.client;
    return {
      client: {
        id: clientId ?? registered.clientId,
        secret: clientSecret ?? registered.clientSecret,
      },
      auth: {
        tokenHost: bitbucket.url,
        tokenPath: '/site/oauth2/access_token',
        revokePath: '/site/oauth2/revoke',
      },
      options,
    };
  }
});

/** Only this class of the three takes the option. */
function withAuthorizePath(options: ModuleOptions): ModuleOptions {
  return { ...options, auth: { ...options.auth, authorizePath: '/site/oauth2/authorize' } };
}
