import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../../support/answers.ts';
import { CALLBACK, type Room, openRoom } from '../../support/room.ts';
import { slowStores } from '../../support/slow-stores.ts';

const VERIFIER = 'v'.repeat(43);
const PKCE = {
  code_challenge: challengeOf(VERIFIER),
  code_challenge_method: 'S256',
};
const INVALID_CODE = {
  error_description: 'The specified code is not valid.',
  error: 'invalid_grant',
};

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function exchange(room: Room, code: string, more: Readonly<Record<string, string>> = {}) {
  return room.askToken({ grant_type: 'authorization_code', code, ...more });
}

async function expectNoToken({ stores }: Room): Promise<void> {
  expect(await stores.accessTokens.count()).toBe(0);
  expect(await stores.refreshTokens.count()).toBe(0);
}

describe('Authorization code at the token endpoint (contract §1.2)', () => {
  it('answers with `scopes` and state "the grant type name" in legacy (contract §1.3)', async () => {
    const room = openRoom('legacy');
    const code = await room.obtainCode();

    const answer = await exchange(room, code).expect(200);

    expect(answer.body).toEqual({
      scopes: 'account email repository pullrequest repository:admin repository:delete',
      access_token: expect.stringMatching(/^[\w-]{83}=$/),
      expires_in: 7200,
      token_type: 'bearer',
      state: 'authorization_code',
      refresh_token: expect.stringMatching(/^[A-Za-z0-9]{18}$/),
    });
  });

  it('answers with `scope` instead of `scopes` and tokens of 2,000 characters in current (contract §1.3)', async () => {
    const room = openRoom();
    const code = await room.obtainCode();

    const answer = await exchange(room, code).expect(200);

    expect(answer.body).toEqual({
      scope: 'account email repository pullrequest repository:admin repository:delete',
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]{2000,}\.[\w-]+$/),
      expires_in: 7200,
      token_type: 'bearer',
      refresh_token: expect.stringMatching(/^[\w-]+\.[\w-]{2000,}\.[\w-]+$/),
    });
  });

  it('S48 takes the same redirect_uri, or none where none was sent before (contract §1.5)', async () => {
    const room = openRoom();
    const visitor = room.visitor();

    const sent = await visitor.obtainCode({ redirect_uri: CALLBACK });
    await exchange(room, sent, { redirect_uri: CALLBACK }).expect(200);
    const unsent = await visitor.obtainCode();
    await exchange(room, unsent).expect(200);
  });

  it.each([
    ['absent', {}],
    ['different', { redirect_uri: 'http://localhost:3000/other' }],
    ['longer', { redirect_uri: `${CALLBACK}/` }],
  ])(
    'S48 answers 400 invalid_request "redirect_uri does not match" where it is %s (contract §1.6)',
    async (_, more) => {
      const room = openRoom();
      const code = await room.visitor().obtainCode({ redirect_uri: CALLBACK });

      const response = await exchange(room, code, more).expect(400);

      expect(response.body).toEqual({
        error_description: 'redirect_uri does not match',
        error: 'invalid_request',
      });
      await expectNoToken(room);
    },
  );

  it('S49 takes the right verifier (RFC 7636 §4.6)', async () => {
    const room = openRoom();
    const code = await room.visitor().obtainCode(PKCE);

    await exchange(room, code, { code_verifier: VERIFIER }).expect(200);
  });

  it.each([
    ['absent', {}],
    ['wrong', { code_verifier: 'w'.repeat(43) }],
    ['of 1 character', { code_verifier: 'v' }],
    ['of 42 characters', { code_verifier: 'v'.repeat(42) }],
    ['of 129 characters', { code_verifier: 'v'.repeat(129) }],
    ['of bad characters', { code_verifier: `${'v'.repeat(42)}+` }],
  ])(
    'S49 refuses a verifier that is %s, and the code is spent (RFC 7636 §4.6)',
    async (_, more) => {
      const room = openRoom();
      const code = await room.obtainCode(PKCE);

      const response = await exchange(room, code, more).expect(400);

      expect(response.body).toEqual(INVALID_CODE);
      await exchange(room, code, { code_verifier: VERIFIER }).expect(400);
      await expectNoToken(room);
    },
  );

  it.each([
    ['of 1 character', 'v'],
    ['of 42 characters', 'v'.repeat(42)],
    ['of 129 characters', 'v'.repeat(129)],
    ['of bad characters', `${'v'.repeat(42)}+`],
  ])(
    'S49 refuses a verifier %s with `strict`, even where its digest is the challenge (RFC 7636 §4.1)',
    async (_, verifier) => {
      const room = openRoom('current', { pkce: 'strict' });
      const challenge = challengeOf(verifier);
      const code = await room.obtainCode({ ...PKCE, code_challenge: challenge });

      await exchange(room, code, { code_verifier: verifier }).expect(400);

      await expectNoToken(room);
    },
  );

  it('S1: takes the verifier of git-credential-oauth, base64 with `+`, `/` and `=`, and notes it among the received requests (RFC 7636 §4.1)', async () => {
    const verifier = 'a+b/'.repeat(10) + 'a+8=';
    for (const era of ['legacy', 'current'] as const) {
      const room = openRoom(era, { control: 'http' });
      const challenge = challengeOf(verifier);
      const code = await room.obtainCode({ ...PKCE, code_challenge: challenge });

      await exchange(room, code, { code_verifier: `${verifier}x` }).expect(400);
      const other = await room.obtainCode({ ...PKCE, code_challenge: challenge });
      await exchange(room, other, { code_verifier: verifier }).expect(200);

      const [last] = room.sandbox.received().slice(-1);
      expect(last?.notes).toEqual([expect.stringMatching(/^code_verifier .* \(RFC 7636 §4\.1\)$/)]);
      expect(JSON.stringify(room.sandbox.received())).not.toContain(verifier);
    }
  });

  it('S1: notes nothing of a verifier that is as RFC 7636 has it, and takes it with `strict`', async () => {
    const room = openRoom('current', { control: 'http', pkce: 'strict' });
    const code = await room.obtainCode(PKCE);

    await exchange(room, code, { code_verifier: VERIFIER }).expect(200);

    expect(room.sandbox.received().flatMap(({ notes }) => notes)).toEqual([]);
  });

  it.each([
    ['http://other.example/oauth-callback', 'host must match configured redirect uri'],
    ['https://localhost:3000/oauth-callback', 'Scheme must match configured redirect uri'],
    ['https://other.example/', 'Scheme must match configured redirect uri'],
    ['no URL', 'Scheme must match configured redirect uri'],
  ])(
    'P8: answers 400 invalid_request for the redirect_uri %s in current, "%s", before the code is looked at (contract §1.6)',
    async (redirectUri, description) => {
      const room = openRoom();
      const good = await room.obtainCode({ redirect_uri: CALLBACK });

      for (const code of ['invented', good]) {
        const answer = await exchange(room, code, { redirect_uri: redirectUri }).expect(400);
        expect(answer.body).toEqual({ error_description: description, error: 'invalid_request' });
      }
      await exchange(room, good, { redirect_uri: CALLBACK }).expect(200); // it was not spent
    },
  );

  it('P8: looks at the code first in legacy, and takes any port of a loopback address in both eras (contract §1.5)', async () => {
    const legacy = openRoom('legacy');
    const other = { redirect_uri: 'http://other.example/' };
    const loopback = { redirect_uri: 'http://127.0.0.1:49152/callback' };
    const room = openRoom();
    const client = room.client('Public client');
    const code = await room.obtainCode({ client_id: client.clientId, ...loopback });

    const answer = await exchange(legacy, 'invented', other).expect(400);

    expect(answer.body).toEqual(INVALID_CODE);
    const grant = { grant_type: 'authorization_code', code, ...loopback };
    await room.askToken(grant, client).expect(200);
  });

  it('S49 refuses a verifier where no challenge was sent (RFC 9700 §4.8)', async () => {
    const room = openRoom();
    const code = await room.obtainCode();

    await exchange(room, code, { code_verifier: VERIFIER }).expect(400);

    await expectNoToken(room);
  });

  it.each([
    ['plain', { ...PKCE, code_challenge_method: 'plain' }],
    ['omitted, which means plain', { code_challenge: PKCE.code_challenge }],
    ['S512', { ...PKCE, code_challenge_method: 'S512' }],
    ['S256 without a challenge', { code_challenge_method: 'S256' }],
    ['S256 with a short challenge', { ...PKCE, code_challenge: 'short' }],
  ])('S49 refuses a challenge with the method %s at authorize (RFC 7636 §4.3)', async (_, more) => {
    const room = openRoom();

    const response = await room.visitor().authorize(more).expect(302);

    expect(response.get('Location')).toContain('error=invalid_request');
    expect(await room.stores.pendingRequests.count()).toBe(0);
  });

  it('looks at neither challenge nor verifier where pkce is `ignore` (contract §1.1)', async () => {
    const room = openRoom('current', { pkce: 'ignore' });
    const code = await room.obtainCode({ code_challenge: 'x' });

    await exchange(room, code, { code_verifier: 'anything' }).expect(200);
  });

  it('S50 refuses a code the second time and withdraws what the first gave (RFC 6749 §4.1.2)', async () => {
    const room = openRoom();
    const code = await room.obtainCode();
    const first = tokenOf(await exchange(room, code));
    await room.askApi('/2.0/user', first.access_token).expect(200);

    const response = await exchange(room, code).expect(400);

    expect(response.body).toEqual(INVALID_CODE);
    await room.askApi('/2.0/user', first.access_token).expect(401);
    await room
      .askToken({ grant_type: 'refresh_token', refresh_token: first.refresh_token })
      .expect(400);
  });

  it('S50 withdraws them also when the replay comes after the code has expired', async () => {
    const room = openRoom();
    const code = await room.obtainCode();
    const first = tokenOf(await exchange(room, code));
    room.clock.advance('1h');

    await exchange(room, code).expect(400);

    await room.askApi('/2.0/user', first.access_token).expect(401);
  });

  it('S50 leaves the first tokens alive when the replay has a wrong secret, verifier or client', async () => {
    const room = openRoom();
    const code = await room.obtainCode(PKCE);
    const first = tokenOf(await exchange(room, code, { code_verifier: VERIFIER }));
    const grant = { grant_type: 'authorization_code', code };

    await room.askToken(grant, { ...room.client(), clientSecret: 'wrong' }).expect(400);
    await room.askToken({ ...grant, code_verifier: 'w'.repeat(43) }).expect(400);
    await room.askToken({ ...grant, code_verifier: VERIFIER }, room.client('Another')).expect(400);

    await room.askApi('/2.0/user', first.access_token).expect(200);
  });

  it('S51 lets exactly one of twenty exchanges at once succeed', async () => {
    const room = openRoom('current', { stores: slowStores() });
    const code = await room.obtainCode();

    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(room, code)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
    expect(await room.stores.accessTokens.count()).toBe(1);
  });

  it('S52 refuses the right client after ten minutes (contract §1.4)', async () => {
    const room = openRoom();
    const code = await room.obtainCode();
    room.clock.advance('10min');

    const response = await exchange(room, code).expect(400);

    expect(response.body).toEqual(INVALID_CODE);
    await expectNoToken(room);
  });

  it('S52 refuses another client with a fresh code, and does not spend it (RFC 6749 §4.1.3)', async () => {
    const room = openRoom();
    const code = await room.obtainCode();
    const form = { grant_type: 'authorization_code', code };

    const response = await room.askToken(form, room.client('Another')).expect(400);

    expect(response.body).toEqual(INVALID_CODE);
    await expectNoToken(room);
    await exchange(room, code).expect(200);
  });

  it('S52 refuses another redirect_uri, all else being right (RFC 6749 §4.1.3)', async () => {
    const room = openRoom('legacy');
    const code = await room.obtainCode({ redirect_uri: `${CALLBACK}/a` });

    await exchange(room, code, { redirect_uri: `${CALLBACK}/b` }).expect(400);

    await expectNoToken(room);
  });
});
