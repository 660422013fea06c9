import { describe, expect, it } from '@jest/globals';
import { createClock, createStores } from '../../src/sandbox/index.ts';
import { createPasswordAttempts } from '../../src/sandbox/password-attempts.ts';
import { type Room, openRoom } from './support/room.ts';
import { slowStores } from './support/slow-stores.ts';
import { type Visitor, hiddenFields, locationOf } from './support/visitor.ts';

const PATH = '/_sandbox/sign-in';

function grant(room: Room, username: string, password: string) {
  return room.askToken({ grant_type: 'password', username, password });
}

async function arrive(visitor: Visitor) {
  const fields = hiddenFields(await visitor.arrive());
  return (username: string, password: string) =>
    visitor.post(PATH, { ...fields, username, password });
}

describe('S16 guesses of a password (RFC 6749 §4.3.2)', () => {
  it('S16 answers the 6th bad try for a person at the token endpoint with 429 and Retry-After, the right password too', async () => {
    const room = openRoom('legacy');
    for (let count = 0; count < 5; count += 1) await grant(room, 'ada', 'wrong').expect(401);

    const sixth = await grant(room, 'ada', 'wrong').expect(429);
    const right = await grant(room, 'ada', 'lovelace').expect(429);

    expect(sixth.get('Retry-After')).toBe('900');
    expect(sixth.body).toEqual({
      error_description: 'Rate limit for this resource has been exceeded',
      error: 'invalid_request',
    });
    expect(right.text).toBe(sixth.text);
    expect(await room.stores.accessTokens.count()).toBe(0);
  });

  it('S16 looks again once the window has passed, and counts the time down', async () => {
    const room = openRoom('legacy');
    for (let count = 0; count < 5; count += 1) await grant(room, 'ada', 'wrong');

    room.clock.advance('14 min');
    const late = await grant(room, 'ada', 'lovelace').expect(429);
    room.clock.advance('1 min');

    expect(late.get('Retry-After')).toBe('60');
    await grant(room, 'ada', 'lovelace').expect(200);
  });

  it('S16 blocks an address at the 20th bad try, whoever is named, and nobody else’s name before', async () => {
    const room = openRoom('legacy');
    for (let count = 0; count < 19; count += 1) {
      await grant(room, `name-${count}`, 'wrong').expect(401);
    }

    await grant(room, 'ada', 'wrong').expect(429);
    await grant(room, 'ada', 'lovelace').expect(429);
  });

  it('S16 treats an unknown name like a known one: status, body and headers', async () => {
    const [known, unknown] = [openRoom('legacy'), openRoom('legacy')];
    for (let count = 0; count < 7; count += 1) {
      const one = await grant(known, 'ada', 'wrong');
      const other = await grant(unknown, 'eve', 'wrong');
      expect([other.status, other.text, other.get('Retry-After')]).toEqual([
        one.status,
        one.text,
        one.get('Retry-After'),
      ]);
    }
  });

  it('S16 counts at the sign-in page as well, together with the token endpoint; a click on a person still works', async () => {
    const room = openRoom('legacy');
    const visitor = room.visitor();
    const typeIn = await arrive(visitor);
    for (let count = 0; count < 3; count += 1) await typeIn('ada', 'wrong').expect(403);
    for (let count = 0; count < 2; count += 1) await grant(room, 'ada', 'wrong').expect(401);

    const page = await typeIn('ada', 'lovelace').expect(429);

    expect(page.get('Retry-After')).toBe('900');
    expect(page.text).toContain('Too many wrong passwords');
    expect(page.text).toContain('for 15 minutes');
    const fields = hiddenFields(page);
    const click = await visitor.post(PATH, { ...fields, person: 'ada' }).expect(303);
    expect(locationOf(click)).toContain('/consent?');
  });

  it('S16 forgets the bad tries of a person after a good one', async () => {
    const room = openRoom('legacy');
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) await grant(room, 'ada', 'wrong').expect(401);
      await grant(room, 'ada', 'lovelace').expect(200);
    }
  });

  it('S16 does not tell by a second step that the password was right: it is counted like a wrong one', async () => {
    const room = openRoom('legacy');
    for (let count = 0; count < 5; count += 1) await grant(room, 'tove', 'twosteps').expect(401);

    await grant(room, 'tove', 'twosteps').expect(429);
  });
});

function openAttempts() {
  const clock = createClock({ frozenAt: 1 });
  const attempts = createPasswordAttempts(createStores(clock), clock);
  return async (username: string, address: string, isRight = false) => {
    const { waitSeconds } = await attempts.judge({ username, address, isRight: () => isRight });
    return waitSeconds;
  };
}

describe('Counting of guesses', () => {
  it('S40 takes all addresses of a /56 for one, and two of IPv4 for two', async () => {
    const guess = openAttempts();
    for (let count = 0; count < 19; count += 1) {
      await guess(`a${count}`, `2001:db8:1:22${(16 + count).toString(16)}::${count}`);
      await guess(`b${count}`, '192.0.2.1');
    }

    expect(await guess('x', '2001:0db8:0001:22ff:1:2:3:4')).toBe(900);
    expect(await guess('x', '2001:db8:1:2300::1')).toBe(0);
    expect(await guess('x', '192.0.2.1')).toBe(900);
    expect(await guess('x', '192.0.2.2')).toBe(0);
  });

  it('R19 stays bounded under any number of names', async () => {
    const clock = createClock({ frozenAt: 1 });
    const stores = createStores(clock);
    const attempts = createPasswordAttempts(stores, clock);
    for (let count = 0; count < 50_100; count += 1) {
      const address = `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`;
      await attempts.judge({ username: `n${count}`, address, isRight: () => false });
    }

    expect(await stores.passwordFailures.count()).toBe(50_000);
  });

  it('S16 looks at five of a hundred wrong guesses at once, where the storage is behind a network', async () => {
    const clock = createClock({ frozenAt: 1 });
    const attempts = createPasswordAttempts(slowStores(), clock);
    let looks = 0;
    const isRight = () => {
      looks += 1;
      return false;
    };

    await Promise.all(
      Array.from({ length: 100 }, () =>
        attempts.judge({ username: 'ada', address: '192.0.2.1', isRight }),
      ),
    );

    expect(looks).toBe(5);
  });
});
