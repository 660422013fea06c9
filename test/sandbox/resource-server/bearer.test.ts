import { describe, expect, it } from '@jest/globals';
import { openRoom } from '../support/room.ts';
import { obtainAccessToken } from '../support/tokens.ts';

const INVALID = {
  type: 'error',
  error: { message: 'Token is invalid, expired, or not supported for this endpoint.' },
};

const legacy = openRoom('legacy');
const current = openRoom();

describe('Access token at the API (contract §4.1, §4.5)', () => {
  it('S57 answers 401 without a token, the challenge naming no error (RFC 6750 §3.1)', async () => {
    const response = await current.askApi('/2.0/user').expect(401);

    expect(response.get('WWW-Authenticate')).toBe('Bearer realm="Bitbucket.org HTTP"');
  });

  it('S57 answers 401 "Token is invalid, expired, or not supported for this endpoint." in current (contract §4.5)', async () => {
    const room = openRoom();
    const token = await obtainAccessToken(room);

    const bad = await room.askApi('/2.0/user', 'nonsense').expect(401);
    const cut = await room.askApi('/2.0/user', token.slice(0, 2000)).expect(401);
    room.clock.advance('7200s');
    const expired = await room.askApi('/2.0/user', token).expect(401);

    for (const response of [bad, cut, expired]) {
      expect(response.body).toEqual(INVALID);
      expect(response.get('WWW-Authenticate')).toBe(
        'Bearer realm="Bitbucket.org HTTP", error="invalid_token"',
      );
    }
  });

  it('answers 401 "Access token expired. Use your refresh token to obtain a new access token." in legacy (contract §4.5)', async () => {
    const room = openRoom('legacy');
    const token = await obtainAccessToken(room);
    room.clock.advance('7199s');
    await room.askApi('/2.0/user', token).expect(200);

    room.clock.advance('1s');
    const response = await room.askApi('/2.0/user', token).expect(401);

    expect(response.body).toEqual({
      type: 'error',
      error: {
        message: 'Access token expired. Use your refresh token to obtain a new access token.',
      },
    });
    expect(response.get('WWW-Authenticate')).toBe('OAuth realm="Bitbucket.org HTTP"');
  });

  it.each(['legacy', 'current'] as const)(
    'I1: refuses the scheme `bearer` in %s, "as `token_type` spells it": 401, also where nobody need say who they are (contract §4.1)',
    async (era) => {
      const room = openRoom(era);
      const token = await obtainAccessToken(room);
      const ask = (path: string, scheme: string) =>
        room.askApi(path).set('Authorization', `${scheme} ${token}`);

      for (const scheme of ['bearer', 'BEARER']) {
        await ask('/2.0/user', scheme).expect(401);
        await ask('/2.0/repositories/analytical-engines/mill', scheme).expect(401);
      }
      await ask('/2.0/user', 'Bearer').expect(200);
    },
  );

  it('S57 refuses `?access_token=` and the form field in current: "refused (401)" (contract §4.1)', async () => {
    const room = current;
    const token = await obtainAccessToken(room);

    const query = await room.askApi(`/2.0/user?access_token=${token}`).expect(401);
    const both = await room.askApi(`/2.0/user?access_token=${token}`, token).expect(401);
    const form = await room.http
      .post(room.path('/2.0/user'))
      .type('form')
      .send({ access_token: token })
      .expect(401);

    for (const response of [query, both, form]) expect(response.body).toEqual(INVALID);
  });

  it('takes `?access_token=` on non-POST, and the form field on POST, in legacy (contract §4.1)', async () => {
    const room = legacy;
    const token = await obtainAccessToken(room);

    await room.askApi(`/2.0/user?access_token=${token}`).expect(200);
    await room.http
      .post(room.path('/2.0/user'))
      .type('form')
      .send({ access_token: token })
      .expect(405); // let in, but nothing to do
    await room.http.post(room.path('/2.0/user')).type('form').send({ a: 'b' }).expect(401);
  });

  it('S57 refuses two ways at once with 400 in legacy (RFC 6750 §2)', async () => {
    const room = legacy;
    const token = await obtainAccessToken(room);

    await room.askApi(`/2.0/user?access_token=${token}`, token).expect(400);
  });

  it('I9: refuses a token that comes twice in the query with 401 in legacy, "one of them `undefined`" (contract §4.1)', async () => {
    const room = legacy;
    const token = await obtainAccessToken(room);

    for (const other of ['undefined', token]) {
      const query = `access_token=${other}&access_token=${token}`;
      await room.askApi(`/2.0/user?${query}`).expect(401);
    }
  });

  it('I8: tells Basic callers in legacy "`Login failed due to incorrect login credentials or method.`", as `text/plain` (contract §4.5)', async () => {
    const response = await legacy.askApi('/2.0/user').auth('me', 'wrong').expect(401);

    expect(response.get('Content-Type')).toBe('text/plain; charset=utf-8');
    expect(response.text).toMatch(
      /^Login failed due to incorrect login credentials or method\.\nFor information on .*:\n {4}https:/,
    );
  });

  it('does not take client credentials for a token: "Basic callers get `Basic realm=…`" (contract §4.5)', async () => {
    const room = current;
    const { clientId, clientSecret } = room.client();

    const response = await room.askApi('/2.0/user').auth(clientId, clientSecret).expect(401);

    expect(response.body).toEqual(INVALID);
    expect(response.get('WWW-Authenticate')).toBe('Basic realm="Bitbucket.org HTTP"');
  });
});

describe('Scopes at the API (contract §3, §4.5)', () => {
  it('S55 answers 403 "Your credentials lack one or more required privilege scopes.", required and granted in an object (contract §4.5)', async () => {
    const room = current;
    const token = await obtainAccessToken(room, { scope: 'repository' });

    const response = await room.askApi('/2.0/user', token).expect(403);

    expect(response.body).toEqual({
      type: 'error',
      error: {
        message: 'Your credentials lack one or more required privilege scopes.',
        detail: { required: ['account'], granted: ['repository'] },
      },
    });
    expect(response.get('X-OAuth-Scopes')).toBe('repository');
    expect(response.get('X-Accepted-OAuth-Scopes')).toBe('account');
  });

  it('sends `X-OAuth-Scopes`, "comma+space list of token scopes" (contract §4.6)', async () => {
    const room = current;
    const token = await obtainAccessToken(room);

    const response = await room.askApi('/2.0/user', token).expect(200);

    expect(response.get('X-OAuth-Scopes')).toBe(
      'account, email, repository, pullrequest, repository:admin, repository:delete',
    );
  });

  it('sends `X-Accepted-OAuth-Scopes`, "scopes the route wants", and no `X-RateLimit-…`: "not OAuth" (contract §4.6)', async () => {
    const room = current;
    const token = await obtainAccessToken(room);

    const response = await room.askApi('/2.0/user/emails', token).expect(200);

    expect(response.get('X-Accepted-OAuth-Scopes')).toBe('email');
    const names = Object.keys(response.headers).filter((name) => name.startsWith('x-ratelimit'));
    expect(names).toEqual([]);
  });

  it('sends `X-OAuth-Scopes` "even on" a 404 and a 405, and leaves `X-Accepted-OAuth-Scopes` out where the route wants none (contract §4.6)', async () => {
    const room = current;
    const token = await obtainAccessToken(room, { scope: 'email' });

    const free = await room.askApi('/2.0/workspaces/analytical-engines', token).expect(200);
    const missing = await room.askApi('/2.0/workspaces/nowhere', token).expect(404);
    const method = await room.http
      .put(room.path('/2.0/user'))
      .set('Authorization', `Bearer ${token}`)
      .expect(405);

    for (const response of [free, missing, method]) {
      expect(response.get('X-OAuth-Scopes')).toBe('email');
      expect(response.headers).not.toHaveProperty('x-accepted-oauth-scopes');
    }
  });

  it.each([
    ['/2.0/user', 'account'],
    ['/2.0/user/emails', 'email'],
    ['/2.0/user/workspaces', 'account'],
    ['/2.0/user/workspaces/analytical-engines/permission', 'account'],
    ['/2.0/repositories/analytical-engines', 'repository'],
    ['/2.0/repositories/analytical-engines/mill', 'repository'],
    ['/2.0/repositories/analytical-engines/mill/commits', 'repository'],
    ['/2.0/repositories/analytical-engines/mill/refs/branches', 'repository'],
    ['/2.0/repositories/analytical-engines/mill/pullrequests', 'pullrequest'],
  ])('S55 wants for %s the scope %s, and no other will do (contract §4.2)', async (path, scope) => {
    const room = current;
    const others = ['account', 'email', 'repository'].filter((other) => other !== scope).join(' ');

    const lacking = await obtainAccessToken(room, { scope: others });
    const sufficient = await obtainAccessToken(room, { scope });

    await room.askApi(path, lacking).expect(403);
    await room.askApi(path, sufficient).expect(200);
  });

  it('lets `pullrequest` reach what `repository` reaches: it implies it (contract §3)', async () => {
    const room = current;
    const token = await obtainAccessToken(room, { scope: 'pullrequest' });

    await room.askApi('/2.0/repositories/analytical-engines/mill', token).expect(200);
  });

  it('wants none for /2.0/workspaces/{ws} "beyond login" (contract §4.2)', async () => {
    const room = current;
    const token = await obtainAccessToken(room, { scope: 'email' });

    await room.askApi('/2.0/workspaces/analytical-engines', token).expect(200);
    await room.askApi('/2.0/workspaces/analytical-engines').expect(401);
  });
});
