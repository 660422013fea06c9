import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/answers.ts';
import { openRoom } from '../support/room.ts';

describe('Received requests', () => {
  it('shows method, path, form and status, in order', async () => {
    const room = openRoom();

    await room.askToken({ grant_type: 'client_credentials', extra: 'x' }).expect(200);
    await room.askApi('/2.0/user?fields=uuid').expect(401);

    expect(room.sandbox.requests).toEqual([
      {
        method: 'POST',
        path: '/site/oauth2/access_token',
        query: {},
        form: { grant_type: 'client_credentials', extra: 'x' },
        status: 200,
      },
      { method: 'GET', path: '/2.0/user', query: { fields: 'uuid' }, form: {}, status: 401 },
    ]);
  });

  it('S20 masks passwords, secrets, codes, verifiers and tokens', async () => {
    const room = openRoom('legacy');
    const { clientId, clientSecret } = room.client();
    const code = await room.visitor().obtainCode();
    const answer = await room.askToken({
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const token = tokenOf(answer);
    await room.askApi(`/2.0/user?access_token=${encodeURIComponent(token.access_token)}`);
    await room.askToken({ grant_type: 'refresh_token', refresh_token: token.refresh_token });
    await room.askToken({ grant_type: 'password', username: 'ada', password: 'lovelace' });

    const seen = JSON.stringify(room.sandbox.requests);

    const secrets = [code, clientSecret, token.access_token, token.refresh_token, 'lovelace'];
    for (const secret of secrets) expect(seen).not.toContain(secret);
    expect(seen).toContain(`${code.slice(0, 4)}…`);
  });

  it('keeps the latest 500', async () => {
    const room = openRoom();
    for (let count = 0; count < 510; count += 1) await room.http.get(room.path(`/${count}`));

    expect(room.sandbox.requests).toHaveLength(500);
    expect(room.sandbox.requests.at(-1)?.path).toBe('/509');
  });
});
