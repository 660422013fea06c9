/** oauth4webapi 3.8.8, the strictest of them: it checks `state`, `iss`, token types and content types. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import type { EraName } from '../../src/sandbox/index.ts';
import {
  type Bitbucket,
  CALLBACK,
  ERAS,
  openBitbucket,
  redirectOf,
  rejectionOf,
} from './support/bitbucket.ts';
import {
  ADA,
  ADAS_PASSWORD,
  NO_PASSWORD_GRANT,
  WHO_A_CLIENT_IS,
  WRONG_CREDENTIALS,
} from './support/facts.ts';

const HTTP = { [oauth.allowInsecureRequests]: true };

describe.each(ERAS)('oauth4webapi in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket;
  let as: oauth.AuthorizationServer;
  let client: oauth.Client;

  beforeEach(async () => {
    bitbucket = await openBitbucket(era);
    as = {
      issuer: bitbucket.url,
      authorization_endpoint: `${bitbucket.url}/site/oauth2/authorize`,
      token_endpoint: `${bitbucket.url}/site/oauth2/access_token`,
      revocation_endpoint: `${bitbucket.url}/site/oauth2/revoke`,
    };
    client = { client_id: bitbucket.client.clientId };
  });
  afterEach(() => bitbucket.close());

  it.each([
    ['ClientSecretBasic', oauth.ClientSecretBasic],
    ['ClientSecretPost', oauth.ClientSecretPost],
  ])(
    'does the code grant with PKCE and %s, refreshes, and reads the user (RFC 6749 §4.1, §6)',
    async (_name, authentication) => {
      const authenticate = authentication(bitbucket.client.clientSecret);
      const tokens = await authorize(authenticate);
      const refreshed = await refresh(tokens, authenticate);

      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
      expect(await readUser(tokens.access_token)).toMatchObject(ADA);
      expect(await readUser(refreshed.access_token)).toMatchObject(ADA);
      expect(refreshed.refresh_token === tokens.refresh_token).toBe(isLegacy);
    },
  );

  it(`${isLegacy ? 'finds no `scope`: the granted ones stand in `scopes`' : 'finds the granted scopes in `scope`'} (contract §1.3)`, async () => {
    const tokens = await authorize();

    expect(tokens.scope).toBe(isLegacy ? undefined : 'account email');
    expect(tokens['scopes']).toBe(isLegacy ? 'account email' : undefined);
  });

  it('is handed the denial as an AuthorizationResponseError, and asks for no token (RFC 6749 §4.1.2.1)', async () => {
    const { url, state } = await authorizationUrl();

    const callback = await bitbucket.decide(url, { decision: 'cancel' });

    expect(() => oauth.validateAuthResponse(as, client, callback, state)).toThrow(
      expect.objectContaining({
        name: 'AuthorizationResponseError',
        error: 'access_denied',
      }),
    );
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('works where the sandbox is asked to send `iss`, which Bitbucket does not (RFC 9207)', async () => {
    bitbucket.close();
    bitbucket = await openBitbucket(era, CALLBACK, { sendIss: true });
    as = {
      ...as,
      issuer: bitbucket.url,
      token_endpoint: `${bitbucket.url}/site/oauth2/access_token`,
    };

    expect(await readUser((await authorize()).access_token)).toMatchObject(ADA);
  });

  it('does client credentials (RFC 6749 §4.4)', async () => {
    const tokens = await askAsClient(basic());

    expect(await readUser(tokens.access_token)).toMatchObject(WHO_A_CLIENT_IS[era]);
    expect(tokens.refresh_token === undefined).toBe(!isLegacy);
  });

  it('shows a wrong secret as a ResponseBodyError with status 400 (contract §1.6)', async () => {
    const error = await rejectionOf(askAsClient(oauth.ClientSecretPost('wrong')));

    expect(error).toMatchObject({ name: 'ResponseBodyError', status: 400, ...WRONG_CREDENTIALS });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  if (isLegacy) {
    it('does the password grant, as a generic one, and refreshes (RFC 6749 §4.3, §6)', async () => {
      const tokens = await askAsAda();
      const refreshed = await refresh(tokens);

      expect(await readUser(tokens.access_token)).toMatchObject(ADA);
      expect(await readUser(refreshed.access_token)).toMatchObject(ADA);
    });

    it('refreshes a token of the client itself, which RFC 6749 §4.4.3 does not foresee (contract §1.3)', async () => {
      const refreshed = await refresh(await askAsClient(basic()));

      expect(await readUser(refreshed.access_token)).toMatchObject(ADA);
    });
  } else {
    it('has no refresh token to use for the client itself (RFC 6749 §4.4.3)', async () => {
      expect((await askAsClient(basic())).refresh_token).toBeUndefined();
    });

    it('cannot do the password grant: ResponseBodyError "Unsupported grant type: password" (RFC 6749 §4.3)', async () => {
      const error = await rejectionOf(askAsAda());

      expect(error).toMatchObject({ name: 'ResponseBodyError', status: 400, ...NO_PASSWORD_GRANT });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });
  }

  it('cannot do the implicit grant: it looks for no answer in a fragment, "response parameter \\"state\\" missing" (RFC 6749 §4.2)', async () => {
    const { url, state } = await authorizationUrl();
    url.searchParams.set('response_type', 'token');

    const callback = isLegacy ? await bitbucket.decide(url) : await redirectOf(url);

    expect(callback.hash).toContain(isLegacy ? 'access_token=' : 'error=unsupported_response_type');
    expect(() => oauth.validateAuthResponse(as, client, callback, state)).toThrow(
      'response parameter "state" missing',
    );
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('revokes its token (RFC 7009, contract §1.2)', async () => {
    const { access_token: accessToken } = await authorize();

    const answer = await oauth.revocationRequest(as, client, basic(), accessToken, HTTP);
    await oauth.processRevocationResponse(answer);

    await rejectionOf(readUser(accessToken));
    expect(await bitbucket.readUser(accessToken)).toMatchObject({ type: 'error' });
  });

  it('shows a token that is none as a WWWAuthenticateChallengeError, with the scheme of the era (RFC 6750 §3)', async () => {
    const error = await rejectionOf(readUser('none'));

    expect(error).toMatchObject({
      name: 'WWWAuthenticateChallengeError',
      status: 401,
      cause: [
        isLegacy
          ? { scheme: 'oauth', parameters: { realm: 'Bitbucket.org HTTP' } }
          : { scheme: 'bearer', parameters: { error: 'invalid_token' } },
      ],
    });
  });

  function basic(): oauth.ClientAuth {
    return oauth.ClientSecretBasic(bitbucket.client.clientSecret);
  }

  async function refresh(
    { refresh_token: refreshToken = '' }: oauth.TokenEndpointResponse,
    authenticate = basic(),
  ): Promise<oauth.TokenEndpointResponse> {
    const answer = await oauth.refreshTokenGrantRequest(
      as,
      client,
      authenticate,
      refreshToken,
      HTTP,
    );
    return oauth.processRefreshTokenResponse(as, client, answer);
  }

  async function askAsAda(): Promise<oauth.TokenEndpointResponse> {
    const form = new URLSearchParams(ADAS_PASSWORD);
    const answer = await oauth.genericTokenEndpointRequest(
      as,
      client,
      basic(),
      'password',
      form,
      HTTP,
    );
    return oauth.processGenericTokenEndpointResponse(as, client, answer);
  }

  async function authorizationUrl() {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(`${bitbucket.url}/site/oauth2/authorize`);
    url.search = new URLSearchParams({
      client_id: client.client_id,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'account email',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).toString();
    return { url, state, verifier };
  }

  async function authorize(authenticate = basic()): Promise<oauth.TokenEndpointResponse> {
    const { url, state, verifier } = await authorizationUrl();
    const callback = oauth.validateAuthResponse(as, client, await bitbucket.decide(url), state);
    const answer = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      authenticate,
      callback,
      CALLBACK,
      verifier,
      HTTP,
    );
    return oauth.processAuthorizationCodeResponse(as, client, answer);
  }

  async function askAsClient(authenticate: oauth.ClientAuth): Promise<oauth.TokenEndpointResponse> {
    const answer = await oauth.clientCredentialsGrantRequest(as, client, authenticate, {}, HTTP);
    return oauth.processClientCredentialsResponse(as, client, answer);
  }

  async function readUser(accessToken: string): Promise<unknown> {
    const user = new URL(`${bitbucket.url}/2.0/user`);
    const answer = await oauth.protectedResourceRequest(
      accessToken,
      'GET',
      user,
      undefined,
      undefined,
      HTTP,
    );
    return answer.json();
  }
});
