import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../../support/answers.ts';
import { openRoom } from '../../support/room.ts';

const GRANT = { grant_type: 'client_credentials' };

describe('Client credentials (contract §0, §1.3)', () => {
  it('"got" a refresh token in legacy and "acts as consumer\'s owner" (contract §0, §1.3)', async () => {
    const room = openRoom('legacy');

    const token = tokenOf(await room.askToken(GRANT));

    expect(token.state).toBe('client_credentials');
    expect(token.refresh_token).toMatch(/^\w{18}$/);
    const user = await room.askApi('/2.0/user', token.access_token).expect(200);
    expect(user.body).toMatchObject({ type: 'user', username: 'ada' });
  });

  it('S54 gives "no refresh token" in current and "acts as an `app_user`" (contract §0, §1.3)', async () => {
    const room = openRoom();

    const response = await room.askToken(GRANT).expect(200);

    expect(response.body).not.toHaveProperty('refresh_token');
    expect(await room.stores.refreshTokens.count()).toBe(0);
    const user = await room.askApi('/2.0/user', tokenOf(response).access_token).expect(200);
    expect(user.body).toMatchObject({ type: 'app_user', display_name: 'OAuth 2.0 grants demo' });
    expect(user.body).toHaveProperty('account_id');
    expect(user.body).not.toHaveProperty('username');
  });

  it('sees as an app_user the workspace of its client only (contract §2)', async () => {
    const room = openRoom();
    const { access_token: token } = tokenOf(await room.askToken(GRANT, room.client('Another')));

    const workspaces = await room.askApi('/2.0/user/workspaces', token).expect(200);

    expect(workspaces.body).toMatchObject({ size: 1 });
    await room.askApi('/2.0/repositories/paper-lanterns/lantern-shop', token).expect(200);
    await room.askApi('/2.0/repositories/analytical-engines/store', token).expect(404);
  });

  it.each(['legacy', 'current'] as const)(
    'answers invalid_grant \'Cannot use client_credentials with a consumer marked as "public".…\' in %s (contract §1.6)',
    async (era) => {
      const room = openRoom(era);

      const response = await room.askToken(GRANT, room.client('Public')).expect(400);

      expect(response.body).toEqual({
        error_description:
          'Cannot use client_credentials with a consumer marked as "public". Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.',
        error: 'invalid_grant',
      });
      expect(await room.stores.accessTokens.count()).toBe(0);
    },
  );
});
