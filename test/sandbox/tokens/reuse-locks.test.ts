import { describe, expect, it } from '@jest/globals';
import { tokenOf } from '../support/answers.ts';
import { type Room, openRoom } from '../support/room.ts';

const REFUSAL = {
  error_description: 'Invalid OAuth client credentials',
  error: 'unauthorized_client',
};
const GRANT = { grant_type: 'client_credentials' };

/** A room where a refresh token was used once: it and the one that came for it. */
async function openUsedRoom(refreshGraceSeconds: number, reuseLocksClientSeconds?: number) {
  const room = openRoom('current', {
    refreshGraceSeconds,
    ...(reuseLocksClientSeconds !== undefined && { reuseLocksClientSeconds }),
  });
  const code = await room.obtainCode();
  const first = tokenOf(await room.askToken({ grant_type: 'authorization_code', code }));
  const second = tokenOf(await refresh(room, first.refresh_token));
  return { room, used: first.refresh_token, fresh: second.refresh_token };
}

function refresh(room: Room, refreshToken: string, client = room.client()) {
  return room.askToken({ grant_type: 'refresh_token', refresh_token: refreshToken }, client);
}

describe('Reuse of a rotated refresh token, "for a short while the whole client is refused" (contract §1.4)', () => {
  it('refuses every token request of that client for so long, "even valid tokens", by the sandbox’s clock (contract §1.4)', async () => {
    const { room, used, fresh } = await openUsedRoom(0, 30);
    const waiting = await room.obtainCode();
    await refresh(room, used).expect(400);

    room.clock.advance('29s');
    for (const form of [
      { grant_type: 'refresh_token', refresh_token: fresh },
      { grant_type: 'authorization_code', code: waiting },
      GRANT,
      { grant_type: 'magic' },
    ]) {
      const answer = await room.askToken(form).expect(400);
      expect(answer.body).toEqual(REFUSAL);
    }
    room.clock.advance('1s');

    await refresh(room, fresh).expect(200); // "the token family is *not* revoked"
    await room.askToken({ grant_type: 'authorization_code', code: waiting }).expect(200);
  });

  it('leaves other clients alone, whoever sends the token', async () => {
    const { room, used, fresh } = await openUsedRoom(0, 30);
    const other = room.client('Another');

    await refresh(room, used, other).expect(400); // stolen: its owner must not suffer
    await room.askToken(GRANT, other).expect(200);
    await refresh(room, fresh).expect(200);
    await refresh(room, used).expect(400);

    await room.askToken(GRANT, other).expect(200);
    await room.askToken(GRANT).expect(400);
  });

  it('locks nobody out within the grace, and does once that is over', async () => {
    const { room, used } = await openUsedRoom(600, 30);

    await refresh(room, used).expect(200);
    await room.askToken(GRANT).expect(200);
    room.clock.advance('10 minutes');
    await refresh(room, used).expect(400);

    await room.askToken(GRANT).expect(400);
  });

  it('locks nobody out for a token that never was, nor where the option is not set', async () => {
    const { room } = await openUsedRoom(0, 30);
    await refresh(room, 'nonsense').expect(400);
    await room.askToken(GRANT).expect(200);
    const { room: lenient, used } = await openUsedRoom(0);

    await refresh(lenient, used).expect(400);

    await lenient.askToken(GRANT).expect(200);
  });

  it('ends with a reset', async () => {
    const { room, used } = await openUsedRoom(0, 30);
    await refresh(room, used).expect(400);

    await room.sandbox.reset();

    await room.askToken(GRANT).expect(200);
  });
});
