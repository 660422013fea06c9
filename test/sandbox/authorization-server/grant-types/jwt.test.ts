import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../../../src/sandbox/index.ts';
import { tokenOf } from '../../support/answers.ts';
import { type Room, openRoom } from '../../support/room.ts';

const GRANT = { grant_type: 'urn:bitbucket:oauth2:jwt' };
const NOW = Date.parse('2026-11-22T12:00:00Z') / 1000;

interface Parts {
  header?: object;
  claims?: object;
  secret?: string;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function sign(client: Client, { header, claims, secret }: Parts = {}): string {
  const good = { iss: client.clientId, sub: 'x', iat: NOW, exp: NOW + 180 };
  const text = `${encode({ alg: 'HS256', typ: 'JWT', ...header })}.${encode({ ...good, ...claims })}`;
  const signature = createHmac('sha256', secret ?? client.clientSecret).update(text);
  return `${text}.${signature.digest('base64url')}`;
}

function post(room: Room, token: string, form: object = GRANT) {
  return room.http
    .post(room.path('/site/oauth2/access_token'))
    .set('Authorization', `JWT ${token}`)
    .type('form')
    .send(form);
}

describe('JWT grant of Connect apps (contract §0, §1.2)', () => {
  it('takes "header `Authorization: JWT {jwt}` in place of Basic", and gives "no refresh token" (contract §0, §1.2)', async () => {
    const room = openRoom('legacy');

    const token = tokenOf(await post(room, sign(room.client())));

    expect(token).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      token_type: 'bearer',
      scopes: 'account email repository pullrequest repository:admin repository:delete',
      state: 'urn:bitbucket:oauth2:jwt',
    });
    expect(await room.stores.refreshTokens.count()).toBe(0);
    const user = await room.askApi('/2.0/user', token.access_token).expect(200);
    expect(user.body).toMatchObject({ username: 'ada' });
  });

  it('is what a consumer marked as "public" "should use" instead of client_credentials (contract §1.6)', async () => {
    const room = openRoom('legacy');
    const client = room.client('Public client');
    await room.askToken({ grant_type: 'client_credentials' }, client).expect(400);

    await post(room, sign(client)).expect(200);
  });

  it.each<[string, Parts]>([
    ['another secret', { secret: 'wrong' }],
    ['the algorithm none', { header: { alg: 'none' } }],
    ['another algorithm', { header: { alg: 'HS512' } }],
    ['an unknown issuer', { claims: { iss: 'nobody' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['no expiry', { claims: { exp: undefined } }],
    ['an expiry in words', { claims: { exp: 'tomorrow' } }],
    ['an expiry two minutes ago', { claims: { exp: NOW - 120 } }],
    ['a birth in ten minutes', { claims: { iat: NOW + 600 } }],
  ])(
    'S53 refuses %s with 400 "Invalid OAuth client credentials", and gives no token (contract §1.6)',
    async (_, parts) => {
      const room = openRoom('legacy');

      const response = await post(room, sign(room.client(), parts)).expect(400);

      expect(response.body).toEqual({
        error_description: 'Invalid OAuth client credentials',
        error: 'unauthorized_client',
      });
      expect(await room.stores.accessTokens.count()).toBe(0);
    },
  );

  it.each(['', 'x', 'a.b', 'a.b.c', '!.!.!', '..', `${encode([])}.${encode([1])}.x`])(
    'S53 answers the malformed JWT "%s" with 400 and not 500',
    async (token) => {
      const response = await post(openRoom('legacy'), token).expect(400);

      expect(response.body).toMatchObject({ error: 'unauthorized_client' });
    },
  );

  it('an unknown client whose secret is taken for empty gets nothing', async () => {
    const room = openRoom('legacy');

    await post(room, sign({ ...room.client(), clientId: 'nobody' }, { secret: '' })).expect(400);
  });

  it('keeps the two ways apart: a JWT for no other grant, Basic not for this one', async () => {
    const room = openRoom('legacy');

    const other = await post(room, sign(room.client()), { grant_type: 'client_credentials' });
    const basic = await room.askToken(GRANT);

    for (const response of [other, basic]) {
      expect(response.status).toBe(400);
      expect(response.body).toMatchObject({
        error: 'invalid_request',
        error_description: expect.stringMatching(/^Client credentials missing/),
      });
    }
    expect(await room.stores.accessTokens.count()).toBe(0);
  });

  it('S54 refuses a client without that grant', async () => {
    const room = openRoom('legacy');

    const response = await post(room, sign(room.client('Client for people only'))).expect(400);

    expect(response.body).toMatchObject({ error: 'unauthorized_client' });
  });

  it('is gone in current: "Unsupported grant type: urn:bitbucket:oauth2:jwt" (contract §8)', async () => {
    const room = openRoom();

    const basic = await room.askToken(GRANT).expect(400);
    const jwt = await post(room, sign(room.client())).expect(400);

    expect(basic.body).toEqual({
      error_description: 'Unsupported grant type: urn:bitbucket:oauth2:jwt',
      error: 'invalid_grant',
    });
    expect(jwt.body).toMatchObject({ error: 'invalid_request' });
  });
});
