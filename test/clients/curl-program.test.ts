/** curl, as Bitbucket's documentation uses it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EraName } from '../../src/sandbox/index.ts';
import {
  ACCESS_TOKEN_PATH,
  AUTHORIZE_PATH,
  type Bitbucket,
  ERAS,
  openBitbucket,
} from './support/bitbucket.ts';
import {
  ADA,
  ADAS_PASSWORD,
  NO_PASSWORD_GRANT,
  WHO_A_CLIENT_IS,
  WRONG_CREDENTIALS,
} from './support/facts.ts';
import { reasonToSkip, runClient } from './support/programs.ts';

const reason = reasonToSkip('curl');
const describeHere = reason === undefined ? describe : describe.skip;

describeHere.each(ERAS)(`curl in %s${reason ? ` (${reason})` : ''}`, (era: EraName) => {
  const isLegacy = era === 'legacy';
  let bitbucket: Bitbucket;

  beforeEach(async () => void (bitbucket = await openBitbucket(era)));
  afterEach(() => bitbucket.close());

  it('does the code grant with -u and -d, refreshes, and reads the user (RFC 6749 §4.1, §6)', async () => {
    const query = `client_id=${bitbucket.client.clientId}&response_type=code`;
    const callback = await bitbucket.decide(`${AUTHORIZE_PATH}?${query}`);
    const code = callback.searchParams.get('code') ?? '';

    const token = await askToken('-d', 'grant_type=authorization_code', '-d', `code=${code}`);
    const refreshed = await askToken(
      '-d',
      'grant_type=refresh_token',
      '--data-urlencode',
      `refresh_token=${String(token['refresh_token'])}`,
    );

    expect(await readUser(token)).toMatchObject(ADA);
    expect(await readUser(refreshed)).toMatchObject(ADA);
    expect(refreshed['refresh_token'] === token['refresh_token']).toBe(isLegacy);
  });

  it('does client credentials, and an old release that waits for "100 Continue" does, too (RFC 6749 §4.4)', async () => {
    const form = ['-d', 'grant_type=client_credentials'];

    const token = await askToken(...form);
    const patient = await askToken(...form, '-H', 'Expect: 100-continue');

    expect(await readUser(token)).toMatchObject(WHO_A_CLIENT_IS[era]);
    expect(await readUser(patient)).toMatchObject(WHO_A_CLIENT_IS[era]);
  });

  it(`${isLegacy ? 'does the password grant' : 'is told that there is no password grant any more, and gets no token'} (RFC 6749 §4.3)`, async () => {
    const { username, password } = ADAS_PASSWORD;
    const form = ['-d', 'grant_type=password', '-d', `username=${username}`];

    const token = await askToken(...form, '-d', `password=${password}`);

    const seen = 'error' in token ? token : await readUser(token);
    expect(seen).toMatchObject(isLegacy ? ADA : NO_PASSWORD_GRANT);
    expect(bitbucket.countTokenAnswers()).toBe(isLegacy ? 1 : 0);
  });

  it('with -f and a wrong secret ends with code 22 and "400", without it prints why (contract §1.6)', async () => {
    const wrong = [
      '-u',
      `${bitbucket.client.clientId}:wrong`,
      '-d',
      'grant_type=client_credentials',
    ];
    const url = bitbucket.url + ACCESS_TOKEN_PATH;

    const failing = await runClient('curl', ['-sS', '-f', ...wrong, url]);
    const printing = await runClient('curl', ['-sS', ...wrong, url]);

    expect(failing).toMatchObject({ code: 22, stdout: '' });
    expect(failing.stderr).toContain('The requested URL returned error: 400');
    expect(JSON.parse(printing.stdout)).toEqual(WRONG_CREDENTIALS);
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('with -F sends a multipart form, which is not read: "Unsupported grant type: None" (contract §1.2)', async () => {
    expect(await askToken('-F', 'grant_type=client_credentials')).toEqual({
      error: 'invalid_grant',
      error_description: 'Unsupported grant type: None',
    });
    expect(bitbucket.countTokenAnswers()).toBe(0);
  });

  it('with -I sees the scopes of its token in the headers (contract §4.6)', async () => {
    const token = await askToken('-d', 'grant_type=client_credentials');

    const { stdout } = await callUser('-I', ...bearer(token));

    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r$/m);
    expect(stdout).toMatch(
      /^X-OAuth-Scopes: account, email, repository, pullrequest, repository:admin, repository:delete\r$/im,
    );
  });

  async function askToken(...parts: string[]): Promise<Record<string, unknown>> {
    const { clientId, clientSecret } = bitbucket.client;
    const url = bitbucket.url + ACCESS_TOKEN_PATH;
    const { stdout } = await runClient('curl', [
      '-sS',
      '-u',
      `${clientId}:${clientSecret}`,
      ...parts,
      url,
    ]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  async function readUser(token: Record<string, unknown>): Promise<unknown> {
    return JSON.parse((await callUser(...bearer(token))).stdout);
  }

  function callUser(...parts: string[]) {
    return runClient('curl', ['-sS', ...parts, `${bitbucket.url}/2.0/user`]);
  }
});

function bearer(token: Record<string, unknown>): string[] {
  return ['-H', `Authorization: Bearer ${String(token['access_token'])}`];
}
