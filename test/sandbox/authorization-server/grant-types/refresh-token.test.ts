import { describe, expect, it } from '@jest/globals';
import { type TokenAnswer, tokenOf } from '../../support/answers.ts';
import { type Room, openRoom } from '../../support/room.ts';
import { slowStores } from '../../support/slow-stores.ts';

const CURRENT_REFUSAL = {
  error_description: 'Invalid OAuth client credentials',
  error: 'unauthorized_client',
};

async function obtain(room: Room, parameters = {}): Promise<TokenAnswer> {
  const code = await room.obtainCode(parameters);
  return tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
}

function refresh(room: Room, refreshToken: string, more = {}) {
  return room.askToken({ grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
}

describe('Refresh token in legacy (contract §1.4)', () => {
  it('"same refresh token returned each time, no expiry, older access tokens stay valid" (contract §1.4)', async () => {
    const room = openRoom('legacy');
    const first = await obtain(room);
    const second = tokenOf(await refresh(room, first.refresh_token));

    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.state).toBe('refresh_token');
    await room.askApi('/2.0/user', first.access_token).expect(200);
    room.clock.advance('50 months');
    await refresh(room, first.refresh_token).expect(200);
  });

  it('answers 400 invalid_request "Invalid refresh_token" for a bad one (contract §1.6)', async () => {
    const room = openRoom('legacy');

    const response = await refresh(room, 'nonsense').expect(400);

    expect(response.body).toEqual({
      error_description: 'Invalid refresh_token',
      error: 'invalid_request',
    });
    expect(await room.stores.accessTokens.count()).toBe(0);
  });
});

describe('Refresh token in current (contract §1.4)', () => {
  it('S56 "every use returns a new refresh token" (contract §1.4)', async () => {
    const room = openRoom();
    const first = await obtain(room);

    const second = tokenOf(await refresh(room, first.refresh_token));
    const third = tokenOf(await refresh(room, second.refresh_token));

    expect(new Set([first, second, third].map((answer) => answer.refresh_token)).size).toBe(3);
    await room.askApi('/2.0/user', third.access_token).expect(200);
  });

  it('S56 takes the old one "≈10 min after first use", then refuses it and leaves the family alive (contract §1.4)', async () => {
    const room = openRoom();
    const first = await obtain(room);
    const second = tokenOf(await refresh(room, first.refresh_token));

    room.clock.advance('599s');
    await refresh(room, first.refresh_token).expect(200);
    room.clock.advance('1s');
    const response = await refresh(room, first.refresh_token).expect(400);

    expect(response.body).toEqual(CURRENT_REFUSAL);
    await refresh(room, second.refresh_token).expect(200);
  });

  it('S56 does not begin the ten minutes anew at the second use (contract §1.4)', async () => {
    const room = openRoom();
    const first = await obtain(room);

    for (const pause of ['0s', '500s']) {
      room.clock.advance(pause);
      await refresh(room, first.refresh_token).expect(200);
    }
    room.clock.advance('100s');

    await refresh(room, first.refresh_token).expect(400);
  });

  it('S56 "refused at once" with a grace of 0, the family alive (contract §1.4)', async () => {
    const room = openRoom('current', { refreshGraceSeconds: 0 });
    const first = await obtain(room);
    const second = tokenOf(await refresh(room, first.refresh_token));

    const response = await refresh(room, first.refresh_token).expect(400);

    expect(response.body).toEqual(CURRENT_REFUSAL);
    await refresh(room, second.refresh_token).expect(200);
  });

  it('S51 gives twenty refreshes at once: one winner with a grace of 0, twenty within the grace', async () => {
    for (const [refreshGraceSeconds, winners] of [
      [0, 1],
      [600, 20],
    ] as const) {
      const room = openRoom('current', { refreshGraceSeconds, stores: slowStores() });
      const first = await obtain(room);

      const answers = await Promise.all(
        Array.from({ length: 20 }, () => refresh(room, first.refresh_token)),
      );

      expect(answers.filter(({ status }) => status === 200)).toHaveLength(winners);
      expect(await room.stores.authorizations.count()).toBe(1); // one family
    }
  });

  it('S56 refuses the token of another client, and it still works for its own (RFC 6749 §6)', async () => {
    const room = openRoom();
    const first = await obtain(room);
    const form = { grant_type: 'refresh_token', refresh_token: first.refresh_token };

    const response = await room.askToken(form, room.client('Another')).expect(400);

    expect(response.body).toEqual(CURRENT_REFUSAL);
    await refresh(room, first.refresh_token).expect(200);
  });

  it('S56 "expires after 3 months" unused, and lives on where it is used (contract §1.4)', async () => {
    const used = openRoom();
    let token = await obtain(used);
    for (const pause of ['80 days', '80 days']) {
      used.clock.advance(pause);
      token = tokenOf(await refresh(used, token.refresh_token));
    }
    const unused = openRoom();
    const { refresh_token: forgotten } = await obtain(unused);
    unused.clock.advance('3 months');

    const response = await refresh(unused, forgotten).expect(400);

    expect(response.body).toEqual(CURRENT_REFUSAL);
  });

  it('answers "Missing required field: refresh_token" (contract §1.6)', async () => {
    const response = await openRoom().askToken({ grant_type: 'refresh_token' }).expect(400);

    expect(response.body).toEqual({
      error_description: 'Missing required field: refresh_token',
      error: 'invalid_request',
    });
  });

  it.each(['legacy', 'current'] as const)(
    'S55 keeps the scopes of the grant and ignores a `scope` field in %s (contract §1.2)',
    async (era) => {
      const room = openRoom(era);
      const first = await obtain(room, { scope: 'account repository' });

      const second = tokenOf(await refresh(room, first.refresh_token, { scope: 'email' }));

      expect(second.scope ?? second.scopes).toBe('account repository');
    },
  );

  it('leaves another grant of the same person alone: "each grant is independent" (contract §2)', async () => {
    const room = openRoom('current', { refreshGraceSeconds: 0 });
    const first = await obtain(room);
    const second = await obtain(room);

    await refresh(room, first.refresh_token).expect(200);

    await refresh(room, second.refresh_token).expect(200);
  });
});
