import { describe, expect, it } from '@jest/globals';
import { type Room, openRoom, openRoomWith } from '../support/room.ts';

const GRANT = { grant_type: 'client_credentials' };
const WRONG_CLIENT = {
  error_description: 'Invalid OAuth client credentials',
  error: 'unauthorized_client',
};

/** It is asked for nothing but what it refuses: not one token may come of all of it. */
const refusing = openRoom();

function post(room: Room) {
  return room.http.post(room.path('/site/oauth2/access_token'));
}

async function expectNoToken({ stores }: Room): Promise<void> {
  expect(await stores.accessTokens.count()).toBe(0);
  expect(await stores.authorizations.count()).toBe(0);
}

describe('Client authentication at the token endpoint (contract §1.2)', () => {
  it('takes HTTP Basic, "documented" (contract §1.2)', async () => {
    await openRoom().askToken(GRANT).expect(200);
  });

  it('refuses Basic credentials with a line feed at their end, as `echo` leaves one: 400 unauthorized_client (contract §1.6)', async () => {
    const room = refusing;
    const { clientId, clientSecret } = room.client();
    const encoded = Buffer.from(`${clientId}:${clientSecret}\n`).toString('base64');

    const call = post(room).type('form').set('Authorization', `Basic ${encoded}`).send(GRANT);

    expect((await call.expect(400)).body).toEqual(WRONG_CLIENT);
    await expectNoToken(room);
  });

  it('takes client_id and client_secret as form fields, "also accepted" (contract §1.2)', async () => {
    const room = openRoom();
    const { clientId, clientSecret } = room.client();

    await post(room)
      .type('form')
      .send({ ...GRANT, client_id: clientId, client_secret: clientSecret })
      .expect(200);
  });

  it('takes "both at once" (contract §1.2)', async () => {
    const room = openRoom();
    const { clientId, clientSecret } = room.client();

    await room.askToken({ ...GRANT, client_id: clientId, client_secret: clientSecret }).expect(200);
  });

  it('takes a client_id, or a secret, that only repeats what stands in Basic (contract §1.2)', async () => {
    const room = openRoom();
    const { clientId, clientSecret } = room.client();

    await room.askToken({ ...GRANT, client_id: clientId }).expect(200);
    await room.askToken({ ...GRANT, client_secret: clientSecret }).expect(200);
  });

  it.each([
    ['the id and secret of another client', 'Another', 'Another'],
    ['the id of another client, without a secret', 'Another', undefined],
    ['its own id and the secret of another client', '', 'Another'],
    ['the secret of another client alone', undefined, 'Another'],
  ])(
    'refuses right Basic beside fields with %s: 400 unauthorized_client',
    async (_what, idOf, secretOf) => {
      const room = refusing;
      const fields = {
        ...(idOf !== undefined && { client_id: room.client(idOf).clientId }),
        ...(secretOf !== undefined && { client_secret: room.client(secretOf).clientSecret }),
      };

      for (const path of ['/site/oauth2/access_token', '/site/oauth2/revoke']) {
        const { clientId, clientSecret } = room.client();
        const response = await room.http
          .post(room.path(path))
          .auth(clientId, clientSecret)
          .type('form')
          .send({ ...GRANT, ...fields })
          .expect(400);

        expect(response.body).toEqual(WRONG_CLIENT);
      }
      await expectNoToken(room);
    },
  );

  it('S53 answers 400 unauthorized_client "Invalid OAuth client credentials" for a wrong secret, byte for byte as for an unknown client (contract §1.6)', async () => {
    const room = refusing;
    const wrongSecret = { ...room.client(), clientSecret: 'wrong' };
    const unknown = { ...room.client(), clientId: 'nobody' };
    const noSecret = { ...room.client(), clientId: 'nobody', clientSecret: '' };

    const first = await room.askToken(GRANT, wrongSecret).expect(400);
    const second = await room.askToken(GRANT, unknown).expect(400);
    const third = await room.askToken(GRANT, noSecret).expect(400);

    expect(first.body).toEqual(WRONG_CLIENT);
    expect(second.text).toBe(first.text);
    expect(third.text).toBe(first.text);
    await expectNoToken(room);
  });

  it.each(['Basic !!!', 'Basic bm8tY29sb24=', 'Basic ////', 'basic Og==', 'Basic ='])(
    'S53 answers 400 and not 500 for the malformed header %s (contract §1.6)',
    async (header) => {
      const room = refusing;

      const response = await post(room)
        .set('Authorization', header)
        .type('form')
        .send(GRANT)
        .expect(400);

      expect(response.body).toEqual(WRONG_CLIENT);
      await expectNoToken(room);
    },
  );

  it('S53 takes a secret with `: % + é &` form-encoded, raw, and in fields (RFC 6749 §2.3.1)', async () => {
    const clientSecret = 'a:b%c+dé&e=f %41';
    const room = openRoomWith({ clientSecret });
    const { clientId } = room.client();
    const encoded = new URLSearchParams({ s: clientSecret }).toString().slice(2);

    await post(room).auth(clientId, encoded).type('form').send(GRANT).expect(200);
    await post(room).auth(clientId, clientSecret).type('form').send(GRANT).expect(200);
    await post(room)
      .type('form')
      .send({ ...GRANT, client_id: clientId, client_secret: clientSecret })
      .expect(200);
  });

  it('answers 400 invalid_request "Client credentials missing" without credentials (contract §1.6)', async () => {
    const room = refusing;
    const { clientId } = room.client();

    const none = await post(room).type('form').send(GRANT).expect(400);
    const half = await post(room)
      .type('form')
      .send({ ...GRANT, client_id: clientId })
      .expect(400);

    expect(none.body).toEqual({
      error_description:
        'Client credentials missing; this request needs to be authenticated with the OAuth client id and secret',
      error: 'invalid_request',
    });
    expect(half.text).toBe(none.text);
    await expectNoToken(room);
  });

  it('S53 refuses a secret in the query with a page, not JSON (contract §1.2)', async () => {
    const room = refusing;
    const { clientId, clientSecret } = room.client();

    const response = await post(room)
      .query({ client_id: clientId, client_secret: clientSecret })
      .type('form')
      .send(GRANT)
      .expect(400);

    expect(response.type).toBe('text/html');
    await expectNoToken(room);
  });

  it('answers "Bearer instead of Basic" with a page, not JSON (contract §1.2)', async () => {
    const room = refusing;
    const { clientId, clientSecret } = room.client();

    const response = await post(room)
      .set('Authorization', 'Bearer abc')
      .type('form')
      .send({ ...GRANT, client_id: clientId, client_secret: clientSecret })
      .expect(400);

    expect(response.type).toBe('text/html');
    await expectNoToken(room);
  });
});

describe('Requests to the token endpoint (contract §1.2, §1.6)', () => {
  it.each([
    ['JSON', 'application/json', JSON.stringify(GRANT)],
    ['text', 'text/plain', 'grant_type=client_credentials'],
    ['multipart', 'multipart/form-data; boundary=x', '--x--'],
  ])(
    'S37 answers a %s body with 400 "Unsupported grant type: None" (contract §1.2)',
    async (_, type, body) => {
      const room = refusing;
      const { clientId, clientSecret } = room.client();

      const response = await post(room)
        .auth(clientId, clientSecret)
        .set('Content-Type', type)
        .send(body)
        .expect(400);

      expect(response.body).toEqual({
        error_description: 'Unsupported grant type: None',
        error: 'invalid_grant',
      });
      await expectNoToken(room);
    },
  );

  it('S37 answers no body, and a charset that nobody knows, with 400 JSON (RFC 6749 §5.2)', async () => {
    const room = refusing;
    const { clientId, clientSecret } = room.client();

    const none = await post(room).auth(clientId, clientSecret).expect(400);
    const charset = await post(room)
      .auth(clientId, clientSecret)
      .set('Content-Type', 'application/x-www-form-urlencoded; charset=nonsense')
      .send('grant_type=client_credentials')
      .expect(400);

    expect(none.body).toMatchObject({ error_description: 'Unsupported grant type: None' });
    expect(charset.body).toMatchObject({ error: 'invalid_request' });
    await expectNoToken(room);
  });

  it.each(['get', 'put', 'delete', 'patch', 'head'] as const)(
    'S37 answers %s with 405 and Allow: POST (RFC 6749 §3.2)',
    async (method) => {
      const room = refusing;

      const response = await room.http[method](room.path('/site/oauth2/access_token')).expect(405);

      expect(response.get('Allow')).toBe('POST');
    },
  );

  it('answers a preflight with 500 and without CORS headers (contract §1.2)', async () => {
    const room = refusing;

    const response = await room.http
      .options(room.path('/site/oauth2/access_token'))
      .set({ Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' })
      .expect(500);

    expect(response.get('Access-Control-Allow-Origin')).toBeUndefined();
  });

  it('S38 refuses 11 kB and 51 fields with 413 JSON', async () => {
    const room = refusing;
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`f${index}`, 'x']));

    const large = await room.askToken({ ...GRANT, filler: 'x'.repeat(11_264) }).expect(413);
    const wide = await room.askToken(many).expect(413);

    expect(large.body).toMatchObject({ error: 'invalid_request' });
    expect(wide.body).toMatchObject({ error: 'invalid_request' });
    await expectNoToken(room);
  });

  it.each([
    'grant_type=client_credentials',
    'grant_type[]=x',
    'grant_type[a]=x',
    'code[]=x',
    'refresh_token[0]=x',
    'a=1&a=2',
  ])('S36 refuses a field that comes twice or as a list: %s (RFC 6749 §3.2)', async (extra) => {
    const room = refusing;
    const { clientId, clientSecret } = room.client();

    const response = await post(room)
      .auth(clientId, clientSecret)
      .type('form')
      .send(`grant_type=client_credentials&${extra}`)
      .expect(400);

    expect(response.body).toMatchObject({ error: 'invalid_request' });
    await expectNoToken(room);
  });

  it('S34 ignores `__proto__` and `constructor` as names', async () => {
    const room = openRoom();
    const { clientId, clientSecret } = room.client();

    await post(room)
      .auth(clientId, clientSecret)
      .type('form')
      .send('grant_type=client_credentials&__proto__=x&constructor=y')
      .expect(200);

    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('ignores state, scope, code_verifier and redirect_uri on refresh (contract §1.2)', async () => {
    const room = openRoom('legacy');
    const first = await room.askToken(GRANT).expect(200);
    const { refresh_token: refreshToken } = first.body as { refresh_token: string };

    const answer = await room
      .askToken({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        state: 's',
        scope: 'nonsense',
        code_verifier: 'v',
        redirect_uri: 'https://elsewhere.example',
      })
      .expect(200);

    expect(answer.body).toMatchObject({
      scopes: 'account email repository pullrequest repository:admin repository:delete',
    });
  });

  it('S23 forbids caching of tokens and errors: no-store, no-cache, no ETag (RFC 6749 §5.1)', async () => {
    const room = openRoom();

    for (const response of [await room.askToken(GRANT), await room.askToken({})]) {
      expect(response.get('Cache-Control')).toBe('no-store');
      expect(response.get('Pragma')).toBe('no-cache');
      expect(response.get('ETag')).toBeUndefined();
      expect(response.type).toBe('application/json');
    }
  });

  it('S23 forbids it with both headers at the revocation endpoint and for a wrong method, too (RFC 6749 §5.1)', async () => {
    const room = openRoom();
    const { clientId, clientSecret } = room.client();
    const revoke = room.path('/site/oauth2/revoke');

    for (const response of [
      await room.http.get(room.path('/site/oauth2/access_token')).expect(405),
      await room.http.post(revoke).auth(clientId, clientSecret).type('form').send({}).expect(200),
      await room.http.post(revoke).expect(400),
      await room.http.get(revoke).expect(405),
    ]) {
      expect(response.get('Cache-Control')).toBe('no-store');
      expect(response.get('Pragma')).toBe('no-cache');
    }
  });

  it('answers "Unsupported grant type: None" without grant_type, and with the name otherwise (contract §1.6)', async () => {
    const room = refusing;

    const none = await room.askToken({}).expect(400);
    const other = await room.askToken({ grant_type: 'magic' }).expect(400);
    const removed = await room.askToken({ grant_type: 'password' }).expect(400);

    expect(none.body).toEqual({
      error_description: 'Unsupported grant type: None',
      error: 'invalid_grant',
    });
    expect(other.body).toEqual({
      error_description: 'Unsupported grant type: magic',
      error: 'invalid_grant',
    });
    expect(removed.body).toEqual({
      error_description: 'Unsupported grant type: password',
      error: 'invalid_grant',
    });
  });

  it('answers "No callback uri defined for the OAuth client.", even for client_credentials in legacy (contract §1.6)', async () => {
    const legacy = openRoom('legacy');
    const room = refusing;
    const code = { grant_type: 'authorization_code', code: 'invented' };

    const answers = [
      await legacy.askToken(GRANT, legacy.client('Client without')).expect(400),
      await room.askToken(code, room.client('Client without')).expect(400),
    ];

    for (const { body } of answers) {
      expect(body).toEqual({
        error_description: 'No callback uri defined for the OAuth client.',
        error: 'invalid_request',
      });
    }
    await expectNoToken(legacy);
    await expectNoToken(room);
  });

  it('P11: gives a client without a callback its token for client_credentials in current, as in June 2026 (contract §1.5)', async () => {
    const room = openRoom();

    const answer = await room.askToken(GRANT, room.client('Client without')).expect(200);

    const { access_token: token } = answer.body as { access_token: string };
    await room.askApi('/2.0/user', token).expect(200);
  });

  it('checks "client credentials first, then grant fields, then the code" (contract §1.2)', async () => {
    const room = refusing;
    const grant = { grant_type: 'authorization_code' };
    const stranger = { ...room.client(), clientSecret: 'wrong' };

    const client = await room.askToken(grant, stranger).expect(400);
    const field = await room.askToken(grant).expect(400);
    const code = await room.askToken({ ...grant, code: 'nonsense' }).expect(400);

    expect(client.body).toEqual(WRONG_CLIENT);
    expect(field.body).toEqual({
      error_description: 'Missing required field: code',
      error: 'invalid_request',
    });
    expect(code.body).toEqual({
      error_description: 'The specified code is not valid.',
      error: 'invalid_grant',
    });
  });

  it.each([
    ['password', 'Client for machines only'],
    ['authorization_code', 'Client for machines only'],
    ['client_credentials', 'Client for people only'],
  ])('S54 refuses %s to a client without that grant (RFC 6749 §5.2)', async (grantType, name) => {
    const room = openRoom('legacy');
    const form = { grant_type: grantType, code: 'x', username: 'ada', password: 'lovelace' };

    const response = await room.askToken(form, room.client(name)).expect(400);

    expect(response.body).toMatchObject({ error: 'unauthorized_client' });
    await expectNoToken(room);
  });
});
