import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../../support/answers.ts';
import { openRoom } from '../../support/room.ts';

const WRONG = {
  error_description: 'Invalid resource owner username/password',
  error: 'invalid_request',
};

function grant(username: string, password: string) {
  return { grant_type: 'password', username, password };
}

describe('Resource owner password credentials (contract §0, §1.6)', () => {
  it('gives tokens that act for the person, in legacy (contract §1.2)', async () => {
    const room = openRoom('legacy');

    const token = tokenOf(await room.askToken(grant('ada', 'lovelace')));

    expect(token.state).toBe('password');
    expect(token.refresh_token).toMatch(/^\w{18}$/);
    const user = await room.askApi('/2.0/user', token.access_token).expect(200);
    expect(user.body).toMatchObject({ display_name: 'Ada Example' });
  });

  it('answers 401 invalid_request "Invalid resource owner username/password" (contract §1.6)', async () => {
    const room = openRoom('legacy');

    const wrong = await room.askToken(grant('ada', 'wrong')).expect(401);
    const unknown = await room.askToken(grant('eve', 'wrong')).expect(401);

    expect(wrong.body).toEqual(WRONG);
    expect(unknown.text).toBe(wrong.text);
    expect(await room.stores.accessTokens.count()).toBe(0);
  });

  it('answers "2FA on" "as bad password" (contract §1.6)', async () => {
    const room = openRoom('legacy');

    const response = await room.askToken(grant('tove', 'twosteps')).expect(401);

    expect(response.body).toEqual(WRONG);
    expect(await room.stores.accessTokens.count()).toBe(0);
  });

  it.each([
    ['username', { grant_type: 'password', password: 'lovelace' }],
    ['password', { grant_type: 'password', username: 'ada' }],
  ])('answers "Missing required field: %s" (contract §1.6)', async (name, form) => {
    const response = await openRoom('legacy').askToken(form).expect(400);

    expect(response.body).toEqual({
      error_description: `Missing required field: ${name}`,
      error: 'invalid_request',
    });
  });

  it('is refused today: "Unsupported grant type: password" (contract §1.6)', async () => {
    const room = openRoom();

    const response = await room.askToken(grant('ada', 'lovelace')).expect(400);

    expect(response.body).toMatchObject({ error: 'invalid_grant' });
    expect(await room.stores.accessTokens.count()).toBe(0);
  });
});
