/** openid-client 6.8.9: endpoints by hand, since Bitbucket has no discovery document. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as openid from 'openid-client';
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
  WRONG_CODE,
  WRONG_CREDENTIALS,
} from './support/facts.ts';

describe.each(ERAS)('openid-client in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket;
  let config: openid.Configuration;

  beforeEach(async () => {
    bitbucket = await openBitbucket(era, CALLBACK, { sendIss: true });
    config = configure(bitbucket);
  });
  afterEach(() => bitbucket.close());

  it('does code with PKCE, state and iss, refreshes, and reads the user (RFC 6749 §4.1, §6)', async () => {
    const { url, checks } = await ask();

    const tokens = await redeem(await bitbucket.decide(url), checks);
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');

    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200 });
    expect(tokens[isLegacy ? 'scopes' : 'scope']).toBe('account email');
    expect(refreshed.refresh_token === tokens.refresh_token).toBe(isLegacy);
    expect(await readUser(refreshed)).toMatchObject(ADA);
  });

  it('is told of a denial: AuthorizationResponseError, and asks for no token (RFC 6749 §4.1.2.1)', async () => {
    const { url, checks } = await ask();

    const error = await rejectionOf(
      redeem(await bitbucket.decide(url, { decision: 'cancel' }), checks),
    );

    expect(error).toMatchObject({ name: 'AuthorizationResponseError', error: 'access_denied' });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('cannot spend a code with another redirect_uri: "redirect_uri does not match" (contract §1.5)', async () => {
    const { url, checks } = await ask();
    const callback = await bitbucket.decide(url);
    callback.port = '3001'; // it takes the redirect_uri from where the code arrived

    const error = await rejectionOf(redeem(callback, checks));

    expect(error).toMatchObject({
      name: 'ResponseBodyError',
      error: 'invalid_request',
      error_description: 'redirect_uri does not match',
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('cannot spend a code with another verifier: "The specified code is not valid." (RFC 7636 §4.6)', async () => {
    const { url, checks } = await ask();
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();

    const error = await rejectionOf(
      redeem(await bitbucket.decide(url), { ...checks, pkceCodeVerifier }),
    );

    expect(error).toMatchObject({ name: 'ResponseBodyError', status: 400, ...WRONG_CODE });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('cannot do the implicit grant: it looks for no answer in a fragment, and asks for no token (RFC 6749 §4.2)', async () => {
    const { url, checks } = await ask();
    url.searchParams.set('response_type', 'token');

    const callback = isLegacy ? await bitbucket.decide(url) : await redirectOf(url);

    expect(callback.hash).toContain(isLegacy ? 'access_token=' : 'error=unsupported_response_type');
    const { cause } = await rejectionOf(redeem(callback, checks));
    expect(cause).toMatchObject({ message: 'response parameter "iss" (issuer) missing' });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it(`does client credentials${isLegacy ? ', and refreshes' : '; there is no refresh token'} (RFC 6749 §4.4)`, async () => {
    const tokens = await openid.clientCredentialsGrant(config);

    expect(await readUser(tokens)).toMatchObject(WHO_A_CLIENT_IS[era]);
    expect(tokens.refresh_token === undefined).toBe(!isLegacy);
    if (tokens.refresh_token === undefined) return;
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token);
    expect(await readUser(refreshed)).toMatchObject(ADA);
  });

  if (isLegacy) {
    it('does the password grant, as a generic one, and refreshes (RFC 6749 §4.3, §6)', async () => {
      const tokens = await openid.genericGrantRequest(config, 'password', ADAS_PASSWORD);
      const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '');

      expect(await readUser(tokens)).toMatchObject(ADA);
      expect(await readUser(refreshed)).toMatchObject(ADA);
    });
  } else {
    it('cannot do the password grant: ResponseBodyError "Unsupported grant type: password" (RFC 6749 §4.3)', async () => {
      const error = await rejectionOf(
        openid.genericGrantRequest(config, 'password', ADAS_PASSWORD),
      );

      expect(error).toMatchObject({ name: 'ResponseBodyError', ...NO_PASSWORD_GRANT });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });
  }

  it('understands how a wrong secret is refused (contract §1.6)', async () => {
    const wrong = configure(bitbucket, 'wrong');

    const error = await rejectionOf(openid.clientCredentialsGrant(wrong));

    expect(error).toMatchObject({ status: 400, ...WRONG_CREDENTIALS });
  });

  async function ask() {
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'account email',
      state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, checks: { pkceCodeVerifier, expectedState } };
  }

  function redeem(callback: URL, checks: openid.AuthorizationCodeGrantChecks) {
    return openid.authorizationCodeGrant(config, callback, checks);
  }

  async function readUser({ access_token: token }: { access_token: string }): Promise<unknown> {
    const user = new URL(`${bitbucket.url}/2.0/user`);
    return (await openid.fetchProtectedResource(config, token, user, 'GET')).json();
  }
});

function configure({ sandbox, client }: Bitbucket, secret = client.clientSecret) {
  const server = {
    issuer: sandbox.issuer,
    authorization_endpoint: sandbox.authorizationEndpoint,
    token_endpoint: sandbox.tokenEndpoint,
    authorization_response_iss_parameter_supported: true,
  };
  const authentication = openid.ClientSecretBasic(secret);
  const config = new openid.Configuration(server, client.clientId, {}, authentication);
  openid.allowInsecureRequests(config);
  return config;
}
