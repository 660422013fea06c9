/** client-oauth2 4.3.3, the one that knows all four grants; its two URIs are the only configuration. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import ClientOAuth2 from 'client-oauth2';
import type { EraName } from '../../src/sandbox/index.ts';
import { type Bitbucket, CALLBACK, ERAS, openBitbucket, rejectionOf } from './support/bitbucket.ts';
import { ADA, ADAS_PASSWORD, NO_PASSWORD_GRANT, WHO_A_CLIENT_IS } from './support/facts.ts';

describe.each(ERAS)('client-oauth2 in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  const { username, password } = ADAS_PASSWORD;
  let bitbucket: Bitbucket;
  let client: ClientOAuth2;

  beforeEach(async () => {
    bitbucket = await openBitbucket(era);
    client = new ClientOAuth2({
      clientId: bitbucket.client.clientId,
      clientSecret: bitbucket.client.clientSecret,
      authorizationUri: `${bitbucket.url}/site/oauth2/authorize`,
      accessTokenUri: `${bitbucket.url}/site/oauth2/access_token`,
      redirectUri: CALLBACK,
      scopes: ['account', 'email'],
      state: 'of this run',
    });
  });
  afterEach(() => bitbucket.close());

  it('does the code grant, refreshes, and reads the user with what it signs (RFC 6749 §4.1, §6)', async () => {
    const callback = await bitbucket.decide(client.code.getUri());

    const token = await client.code.getToken(callback.href);
    const refreshed = await token.refresh();

    expect(await readUser(token)).toMatchObject(ADA);
    expect(await readUser(refreshed)).toMatchObject(ADA);
    expect(refreshed.refreshToken === token.refreshToken).toBe(isLegacy);
  });

  it('does client credentials (RFC 6749 §4.4)', async () => {
    const token = await client.credentials.getToken();

    expect(await readUser(token)).toMatchObject(WHO_A_CLIENT_IS[era]);
  });

  it('is told of a denial, and asks for no token (RFC 6749 §4.1.2.1)', async () => {
    const callback = await bitbucket.decide(client.code.getUri(), { decision: 'cancel' });

    expect(await rejectionOf(client.code.getToken(callback.href))).toMatchObject({
      code: 'EAUTH',
      message: 'The resource owner or authorization server denied the request.',
      body: { error: 'access_denied', state: 'of this run' },
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  if (isLegacy) {
    it('does the implicit grant: token, state and lifetime stand in the fragment (RFC 6749 §4.2)', async () => {
      const callback = await bitbucket.decide(client.token.getUri());

      const token = await client.token.getToken(callback.href);

      expect(await readUser(token)).toMatchObject(ADA);
      expect(token.data).toMatchObject({ token_type: 'bearer', state: 'of this run' });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('cannot refresh what the implicit grant gave: "No refresh token" (RFC 6749 §4.2.2)', async () => {
      const callback = await bitbucket.decide(client.token.getUri());
      const token = await client.token.getToken(callback.href);

      expect((await rejectionOf(token.refresh())).message).toBe('No refresh token');
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('does the password grant, and refreshes (RFC 6749 §4.3)', async () => {
      const token = await client.owner.getToken(username, password);

      expect(await readUser(await token.refresh())).toMatchObject(ADA);
    });

    it('refreshes a token of the client itself (contract §1.3)', async () => {
      const token = await client.credentials.getToken();

      expect(await readUser(await token.refresh())).toMatchObject(ADA);
    });
  } else {
    it('cannot do the implicit grant: `unsupported_response_type` in the fragment, before anybody signs in (RFC 6749 §4.2.2.1)', async () => {
      const answer = await fetch(client.token.getUri(), { redirect: 'manual' });

      const refused = client.token.getToken(answer.headers.get('location') ?? '');

      expect(await rejectionOf(refused)).toMatchObject({
        code: 'EAUTH',
        body: { error: 'unsupported_response_type', state: 'of this run' },
      });
      expect(answer.headers.get('set-cookie')).toBeNull();
    });

    it('cannot do the password grant: it shows its own sentence for `invalid_grant` and keeps the sandbox’s in `body` (RFC 6749 §4.3)', async () => {
      const refused = client.owner.getToken(username, password);

      expect(await rejectionOf(refused)).toMatchObject({
        code: 'EAUTH',
        message: expect.stringContaining('The provided authorization grant'),
        body: NO_PASSWORD_GRANT,
      });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('cannot refresh a token of the client itself: "No refresh token" (RFC 6749 §4.4.3)', async () => {
      const token = await client.credentials.getToken();

      expect((await rejectionOf(token.refresh())).message).toBe('No refresh token');
      expect(bitbucket.countTokenAnswers()).toBe(1);
    });
  }

  async function readUser(token: ClientOAuth2.Token): Promise<unknown> {
    const call: ClientOAuth2.RequestObject = { url: `${bitbucket.url}/2.0/user` };
    const { url, headers } = token.sign(call);
    return (
      await fetch(url, {
        headers: new Headers(Object.entries(headers ?? {}) as [string, string][]),
      })
    ).json();
  }
});
