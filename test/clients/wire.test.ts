/**
 * How the other clients of the contract's §6 talk, byte for byte where it matters: what an
 * unmodified program in Go, Java, PHP, Python or Ruby puts on the wire, without its library.
 */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EraName } from '../../src/sandbox/index.ts';
import { type RawAnswer, sendRaw } from '../support/raw.ts';
import {
  ACCESS_TOKEN_PATH,
  AUTHORIZE_PATH,
  type Bitbucket,
  CALLBACK,
  ERAS,
  openBitbucket,
} from './support/bitbucket.ts';
import { ADA, ADAS_PASSWORD, WHO_A_CLIENT_IS, WRONG_CODE } from './support/facts.ts';

type Fields = Readonly<Record<string, string>>;

const FORM = 'application/x-www-form-urlencoded';
const WITH_REDIRECT_URI = { redirect_uri: CALLBACK };
const JSON_STATE = JSON.stringify({ auth_type: 'implicit', nonce: 'b1+/=' });
const VERIFIER = 'a-verifier-of-forty-three-characters-or-more';
const CHALLENGE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

describe.each(ERAS)('on the wire in %s', (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket;

  beforeEach(async () => void (bitbucket = await openBitbucket(era)));
  afterEach(() => bitbucket.close());

  describe('the token request', () => {
    it.each<[client: string, authorize: Fields, headers: Fields, form: Fields]>([
      ['atlascode: no redirect_uri, no scope', {}, {}, {}],
      ['arctic, Auth.js, Keycloak: Basic', WITH_REDIRECT_URI, {}, WITH_REDIRECT_URI],
      [
        'drone: the OAuth `state` in the body',
        WITH_REDIRECT_URI,
        {},
        { ...WITH_REDIRECT_URI, state: 'of the client' },
      ],
      [
        'requests-oauthlib: Basic, `client_id` in the body too, a charset in the type',
        WITH_REDIRECT_URI,
        { 'Content-Type': `${FORM};charset=UTF-8`, Accept: 'application/json' },
        { ...WITH_REDIRECT_URI, client_id: 'CLIENT' },
      ],
      [
        'Apache HttpClient of Java: a charset of its own',
        WITH_REDIRECT_URI,
        { 'Content-Type': `${FORM}; charset=ISO-8859-1`, Accept: '*/*' },
        WITH_REDIRECT_URI,
      ],
      [
        'HttpClient of Java 11 and later: an upgrade to HTTP/2 offered',
        WITH_REDIRECT_URI,
        {
          Connection: 'Upgrade, HTTP2-Settings',
          Upgrade: 'h2c',
          'HTTP2-Settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
        },
        WITH_REDIRECT_URI,
      ],
      [
        'older curl and PHP: `Expect: 100-continue`',
        WITH_REDIRECT_URI,
        { Expect: '100-continue' },
        WITH_REDIRECT_URI,
      ],
      [
        'a stream: no length, in chunks',
        WITH_REDIRECT_URI,
        { 'Transfer-Encoding': 'chunked' },
        WITH_REDIRECT_URI,
      ],
      [
        'a scheme in lower case',
        WITH_REDIRECT_URI,
        { Authorization: 'basic CREDENTIALS' },
        WITH_REDIRECT_URI,
      ],
      [
        'BKT, 0pilatos0: PKCE and a scope beside Basic',
        { ...WITH_REDIRECT_URI, ...CHALLENGE, scope: 'account' },
        {},
        { ...WITH_REDIRECT_URI, code_verifier: VERIFIER, scope: 'account' },
      ],
      [
        'laravel/socialite, passport: Basic and the same credentials in the body',
        { ...WITH_REDIRECT_URI, scope: 'account email' },
        {},
        { ...WITH_REDIRECT_URI, client_id: 'CLIENT', client_secret: 'SECRET' },
      ],
      [
        'git-credential-manager, simov/grant, the oauth2 gem before 2.0: body credentials only',
        { ...WITH_REDIRECT_URI, ...CHALLENGE, scope: 'repository account' },
        { Authorization: '' },
        {
          ...WITH_REDIRECT_URI,
          client_id: 'CLIENT',
          client_secret: 'SECRET',
          code_verifier: VERIFIER,
        },
      ],
      [
        'x/oauth2 and oauth2-proxy: parameters of Google at the authorization endpoint',
        {
          ...WITH_REDIRECT_URI,
          access_type: 'offline',
          approval_prompt: 'force',
          prompt: 'consent',
          nonce: 'n',
        },
        {},
        WITH_REDIRECT_URI,
      ],
    ])('of %s, is answered with tokens (contract §6)', async (_client, asked, headers, form) => {
      const code = await obtainCode(asked);

      const answer = await askToken({ grant_type: 'authorization_code', code, ...form }, headers);

      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(await bitbucket.readUser(json(answer)['access_token'])).toMatchObject(ADA);
    });

    it('of x/oauth2 comes a second time, with body credentials, after a refusal: both are refused alike', async () => {
      const form = { grant_type: 'authorization_code', code: 'none' };
      const inBody = { client_id: 'CLIENT', client_secret: 'SECRET' };

      const first = await askToken(form);
      const second = await askToken({ ...form, ...inBody }, { Authorization: '' });

      expect([first.status, second.status]).toEqual([400, 400]);
      expect([json(first), json(second)]).toEqual([WRONG_CODE, WRONG_CODE]);
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('of x/oauth2, whose id and secret are URL-encoded in Basic, is answered (RFC 6749 §2.3.1)', async () => {
      const { clientId, clientSecret } = bitbucket.client;
      const encoded = [clientId, clientSecret].map((text) =>
        text.replaceAll(/./g, (one) => `%${one.charCodeAt(0).toString(16)}`),
      );
      const Authorization = `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;

      const answer = await askToken({ grant_type: 'client_credentials' }, { Authorization });

      expect(await bitbucket.readUser(json(answer)['access_token'])).toMatchObject(
        WHO_A_CLIENT_IS[era],
      );
    });

    it('of omniauth-oauth2 carries a redirect_uri with the query of the callback: "redirect_uri does not match" (contract §7, 5)', async () => {
      const code = await obtainCode(WITH_REDIRECT_URI);
      const redirectUri = `${CALLBACK}?code=${code}&state=s`;

      const answer = await askToken({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
      });

      expect(answer.status).toBe(400);
      expect(json(answer)).toEqual({
        error: 'invalid_request',
        error_description: 'redirect_uri does not match',
      });
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('of the same client with an address that has a trailing slash is answered', async () => {
      const answer = await askToken(
        { grant_type: 'client_credentials' },
        {},
        `${ACCESS_TOKEN_PATH}/`,
      );

      expect(answer.status).toBe(200);
    });

    it.each<[habit: string, headers: Fields, path: string]>([
      ['a Bearer token in the place of Basic', { Authorization: 'Bearer x' }, ACCESS_TOKEN_PATH],
      ['its parameters in the query', {}, `${ACCESS_TOKEN_PATH}?grant_type=client_credentials`],
    ])(
      'with %s gets a page, not JSON, and no token (contract §7, 6)',
      async (_habit, headers, path) => {
        const answer = await askToken({ grant_type: 'client_credentials' }, headers, path);

        expect(answer.headers['content-type']).toMatch(/^text\/html/);
        expect(answer.status).toBe(400);
        expect(answer.body).not.toContain('access_token"');
      },
    );

    it.each<[type: string, body: string]>([
      ['application/json', '{"grant_type":"client_credentials"}'],
      [
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nclient_credentials\r\n--x--\r\n',
      ],
      ['text/plain', 'grant_type=client_credentials'],
    ])(
      'in %s is as good as empty: "Unsupported grant type: None" (contract §7, 4)',
      async (type, body) => {
        const answer = await sendRaw(bitbucket.url, {
          method: 'POST',
          path: ACCESS_TOKEN_PATH,
          headers: { Authorization: basic(), 'Content-Type': type },
          body,
        });

        expect(answer.status).toBe(400);
        expect(json(answer)).toEqual({
          error: 'invalid_grant',
          error_description: 'Unsupported grant type: None',
        });
        expect(bitbucket.countTokenAnswers()).toBe(0);
      },
    );

    it.each<[habit: string, asked: Fields]>([
      ['a verifier that no challenge announced', {}],
      ['a challenge in the clear', { code_challenge: VERIFIER, code_challenge_method: 'plain' }],
    ])(
      'with %s is answered where the sandbox is told to ignore PKCE (contract §1.1, §1.2)',
      async (_habit, asked) => {
        bitbucket.close();
        bitbucket = await openBitbucket(era, CALLBACK, { pkce: 'ignore' });
        const code = await obtainCode(asked);

        const form = { grant_type: 'authorization_code', code, code_verifier: VERIFIER };

        expect((await askToken(form)).status).toBe(200);
      },
    );

    it('with a verifier that no challenge announced is refused by default: "The specified code is not valid." (RFC 9700 §4.8.2)', async () => {
      const code = await obtainCode();

      const form = { grant_type: 'authorization_code', code, code_verifier: VERIFIER };

      expect(json(await askToken(form))).toEqual(WRONG_CODE);
      expect(bitbucket.countTokenAnswers()).toBe(0);
    });

    it('for a refresh may repeat redirect_uri, scope and state, as git-credential-manager does (contract §1.2)', async () => {
      const { refresh_token: refreshToken = '' } = await authorize();

      const answer = await askToken({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        redirect_uri: 'http://localhost:34106/',
        scope: 'account email repository pullrequest',
        state: 's',
      });

      expect(answer.status).toBe(200);
      expect(await bitbucket.readUser(json(answer)['access_token'])).toMatchObject(ADA);
    });

    it('of composer is answered with both fields that it insists on (contract §6)', async () => {
      const answer = json(await askToken({ grant_type: 'client_credentials' }));

      expect(answer).toMatchObject({ access_token: expect.any(String), expires_in: 7200 });
    });

    it(`of SonarQube ${isLegacy ? 'finds "pullrequest" in the `scopes` that it reads' : 'finds no `scopes`: it says that the consumer lacks the permission, though it has it'} (contract §1.3)`, async () => {
      const answer = json(await askToken({ grant_type: 'client_credentials' }));

      expect(answer['scopes']?.includes('pullrequest') ?? false).toBe(isLegacy);
      expect(answer[isLegacy ? 'scopes' : 'scope']).toContain('pullrequest');
    });

    it('of a page in a browser fails at its preflight: 500 (contract §1.2)', async () => {
      const answer = await sendRaw(bitbucket.url, {
        method: 'OPTIONS',
        path: ACCESS_TOKEN_PATH,
        headers: {
          Origin: 'http://localhost:8080',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        },
      });

      expect(answer.status).toBe(500);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    });
  });

  describe('the authorization request', () => {
    it('writes the blanks of a scope as `+` or as `%20`', async () => {
      const query = `client_id=${bitbucket.client.clientId}&response_type=code&scope=`;

      for (const scope of ['account+email', 'account%20email']) {
        const callback = await bitbucket.decide(`${AUTHORIZE_PATH}?${query}${scope}`);
        const code = callback.searchParams.get('code') ?? '';
        const answer = json(await askToken({ grant_type: 'authorization_code', code }));

        expect(answer[isLegacy ? 'scopes' : 'scope']).toBe('account email');
      }
    });

    it('may have a trailing slash', async () => {
      const query = `client_id=${bitbucket.client.clientId}&response_type=code`;

      const callback = await bitbucket.decide(`${AUTHORIZE_PATH}/?${query}`);

      expect(callback.searchParams.get('code')).toBeTruthy();
    });

    it('of BKT takes any port of a registered loopback address, and the code comes back to it (RFC 8252 §7.3)', async () => {
      const { path, redirectUri } = await askWithAnotherPort();

      const callback = await bitbucket.decide(path);

      expect(callback.origin + callback.pathname).toBe(redirectUri);
      const code = callback.searchParams.get('code') ?? '';
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      expect((await askToken(form)).status).toBe(200);
    });

    if (isLegacy) {
      it('of decap-cms, with a JSON text for its state, is answered in the fragment (RFC 6749 §4.2)', async () => {
        const callback = await bitbucket.decide(askLikeDecap());

        const fragment = Object.fromEntries(new URLSearchParams(callback.hash.slice(1)));
        expect(fragment).toMatchObject({ token_type: 'bearer', state: JSON_STATE });
        expect(callback.search).toBe('');
        expect(await bitbucket.readUser(fragment['access_token'])).toMatchObject(ADA);
      });
    } else {
      it('of decap-cms is refused in the fragment, before anybody signs in: unsupported_response_type (RFC 6749 §4.2.2.1)', async () => {
        const answer = await sendRaw(bitbucket.url, { path: askLikeDecap() });

        const callback = new URL(answer.headers.location ?? '');
        const fragment = Object.fromEntries(new URLSearchParams(callback.hash.slice(1)));
        expect(fragment).toMatchObject({ error: 'unsupported_response_type', state: JSON_STATE });
        expect(callback.search).toBe('');
        expect(answer.headers['set-cookie']).toBeUndefined();
      });
    }
  });

  describe('the call of the API', () => {
    it.each([
      '/2.0/user',
      '/2.0/user/',
      '/api/2.0/user',
      '/api/2.0/user/',
      '/2.0/user?fields=display_name,username,type',
    ])('finds the user at %s', async (path) => {
      const { access_token: accessToken } = await authorize();

      const answer = await callApi(path, `Bearer ${accessToken ?? ''}`);

      expect(json(answer)).toMatchObject(ADA);
    });

    it.each([
      '/2.0/user/emails',
      '/2.0/user/workspaces/',
      '/api/2.0/user/emails?pagelen=100',
      '/2.0/repositories/analytical-engines?role=member&pagelen=100',
    ])('finds a page of values at %s', async (path) => {
      const { access_token: accessToken } = await authorize();

      const answer = await callApi(path, `Bearer ${accessToken ?? ''}`);

      expect(json(answer)).toMatchObject({ values: expect.any(Array) });
    });

    it('writes the scheme as the token type came, `bearer` in lower case, and is refused as by Bitbucket (contract §4.1)', async () => {
      const { access_token: accessToken, token_type: type } = await authorize();

      const answer = await callApi('/2.0/user', `${type ?? ''} ${accessToken ?? ''}`);

      expect([type, answer.status]).toEqual(['bearer', 401]);
    });

    it(`of python-social-auth, with the token in the query, ${isLegacy ? 'is answered' : 'is refused: 401 "Token is invalid, expired, or not supported for this endpoint."'} (contract §7, 11)`, async () => {
      const { access_token: accessToken = '' } = await authorize();

      const answer = await callApi(`/2.0/user?access_token=${encodeURIComponent(accessToken)}`);

      expect(answer.status).toBe(isLegacy ? 200 : 401);
      expect(json(answer)).toMatchObject(
        isLegacy
          ? ADA
          : {
              type: 'error',
              error: {
                message: 'Token is invalid, expired, or not supported for this endpoint.',
              },
            },
      );
      expect(answer.body.includes('Ada')).toBe(isLegacy);
    });

    it('of a page in a browser passes its preflight, and may read the answer (contract §4.6)', async () => {
      const { access_token: accessToken = '' } = await authorize();
      const Origin = 'http://localhost:8080';

      const preflight = await sendRaw(bitbucket.url, {
        method: 'OPTIONS',
        path: '/2.0/user',
        headers: {
          Origin,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'authorization',
        },
      });
      const answer = await callApi('/2.0/user', `Bearer ${accessToken}`, { Origin });

      expect(preflight.status).toBe(204);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(json(answer)).toMatchObject(ADA);
    });

    it(`of a client that lists all repositories ${isLegacy ? 'is answered' : 'is told 410 CHANGE-2770, and no repository'} (contract §4.3)`, async () => {
      const { access_token: accessToken = '' } = await authorize();

      const answer = await callApi('/2.0/repositories?role=member', `Bearer ${accessToken}`);

      expect(answer.status).toBe(isLegacy ? 200 : 410);
      expect(answer.body.includes('CHANGE-2770')).toBe(!isLegacy);
      expect('values' in json(answer)).toBe(isLegacy);
    });

    it('of one who sends client id and secret as Basic is refused: 401 (contract §4.5)', async () => {
      const answer = await callApi('/2.0/user', basic());

      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('realm="Bitbucket.org HTTP"');
      expect(answer.body).not.toContain('display_name');
    });
  });

  it(`gas-github, with a name and a password, ${isLegacy ? 'is answered, and told 401 for a wrong one' : 'is told that there is no such grant, whatever the password'} (contract §1.6)`, async () => {
    const right = await askToken({ grant_type: 'password', ...ADAS_PASSWORD });
    const wrong = await askToken({ grant_type: 'password', username: 'ada', password: 'wrong' });

    expect([right.status, wrong.status]).toEqual(isLegacy ? [200, 401] : [400, 400]);
    expect(json(wrong)['error_description']).toBe(
      isLegacy ? 'Invalid resource owner username/password' : 'Unsupported grant type: password',
    );
    expect(bitbucket.countTokenAnswers()).toBe(isLegacy ? 1 : 0);
  });

  function basic(): string {
    const { clientId, clientSecret } = bitbucket.client;
    return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  }

  /** Basic unless the headers say otherwise; CLIENT, SECRET and CREDENTIALS stand for the real ones. */
  function askToken(
    form: Fields,
    headers: Fields = {},
    path = ACCESS_TOKEN_PATH,
  ): Promise<RawAnswer> {
    const { clientId, clientSecret } = bitbucket.client;
    const real: Fields = { CLIENT: clientId, SECRET: clientSecret };
    const filled = Object.entries(form).map(([name, value]): [string, string] => [
      name,
      real[value] ?? value,
    ]);
    const all = { 'Content-Type': FORM, Authorization: basic(), ...headers };
    const { Authorization, ...rest } = all;
    const body = new URLSearchParams(filled).toString();
    const length = 'Transfer-Encoding' in rest ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const credentials = Authorization.replace('CREDENTIALS', basic().slice('Basic '.length));
    return sendRaw(bitbucket.url, {
      method: 'POST',
      path,
      headers: { ...rest, ...length, ...(credentials && { Authorization: credentials }) },
      body,
    });
  }

  function callApi(path: string, authorization = '', headers: Fields = {}): Promise<RawAnswer> {
    return sendRaw(bitbucket.url, {
      path,
      headers: { ...headers, ...(authorization && { Authorization: authorization }) },
    });
  }

  /** The registered callback has no port; this one asks for an answer at a port of its own. */
  async function askWithAnotherPort() {
    bitbucket.close();
    bitbucket = await openBitbucket(era, 'http://127.0.0.1/callback');
    const redirectUri = 'http://127.0.0.1:49231/callback';
    const query = new URLSearchParams({
      client_id: bitbucket.client.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
    });
    const path = `${AUTHORIZE_PATH}?${query.toString()}`;
    return { path, redirectUri };
  }

  function askLikeDecap(): string {
    const query = new URLSearchParams({
      client_id: bitbucket.client.clientId,
      redirect_uri: CALLBACK,
      response_type: 'token',
      scope: 'repository account',
      state: JSON_STATE,
    });
    return `${AUTHORIZE_PATH}?${query.toString()}`;
  }

  async function obtainCode(parameters: Fields = {}): Promise<string> {
    const query = new URLSearchParams({
      client_id: bitbucket.client.clientId,
      response_type: 'code',
      state: 's',
      ...parameters,
    });
    const callback = await bitbucket.decide(`${AUTHORIZE_PATH}?${query.toString()}`);
    return callback.searchParams.get('code') ?? '';
  }

  async function authorize(): Promise<Partial<Fields>> {
    return json(await askToken({ grant_type: 'authorization_code', code: await obtainCode() }));
  }
});

function json(answer: RawAnswer): Partial<Fields> {
  return JSON.parse(answer.body) as Partial<Fields>;
}
