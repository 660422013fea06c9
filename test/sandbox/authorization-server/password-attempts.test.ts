import { describe, expect, it } from '@jest/globals';
import { networkOf } from '../../../src/http/address-network.ts';
import { createClock, createStores } from '../../../src/sandbox/index.ts';
import { createPasswordAttempts } from '../../../src/sandbox/authorization-server/password-attempts.ts';
import { type Room, openRoom } from '../support/room.ts';
import { slowStores } from '../support/slow-stores.ts';
import { type Visitor, hiddenFields, locationOf } from '../support/visitor.ts';

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

function openAttempts({
  isShared = false,
  stores = createStores(createClock({ frozenAt: 1 })),
} = {}) {
  const attempts = createPasswordAttempts(stores, createClock({ frozenAt: 1 }), isShared);
  return async (username: string, network: string, visitor?: string, isRight = false) => {
    const caller = { network, mark: visitor };
    const answer = await attempts.judge({ username, caller, isRight: () => isRight });
    return answer.waitSeconds;
  };
}

describe('Counting of guesses', () => {
  it('S40 takes all addresses of a /56 for one, and two of IPv4 for two', async () => {
    const guess = openAttempts();
    const from = (username: string, address: string) => guess(username, networkOf(address));
    for (let count = 0; count < 19; count += 1) {
      await from(`a${count}`, `2001:db8:1:22${(16 + count).toString(16)}::${count}`);
      await from(`b${count}`, '192.0.2.1');
    }

    expect(await from('x', '2001:0db8:0001:22ff:1:2:3:4')).toBe(900);
    expect(await from('x', '2001:db8:1:2300::1')).toBe(0);
    expect(await from('x', '192.0.2.1')).toBe(900);
    expect(await from('x', '192.0.2.2')).toBe(0);
  });

  it('S16 a guess that is not looked at is counted for nobody', async () => {
    const guess = openAttempts();
    for (let count = 0; count < 40; count += 1) await guess('ada', '192.0.2.1');
    for (let count = 0; count < 14; count += 1) {
      expect(await guess(`name-${count}`, '192.0.2.1')).toBe(0);
    }

    expect(await guess('bruno', '192.0.2.1')).toBe(900); // the 20th that was looked at
    expect(await guess('bruno', '192.0.2.2')).toBe(0);
  });

  it('S16 looks at five of a hundred wrong guesses at once, where the storage is behind a network', async () => {
    const clock = createClock({ frozenAt: 1 });
    const attempts = createPasswordAttempts(slowStores(), clock, false);
    let looks = 0;
    const isRight = () => {
      looks += 1;
      return false;
    };

    await Promise.all(
      Array.from({ length: 100 }, () =>
        attempts.judge({ username: 'ada', caller: { network: '192.0.2.1' }, isRight }),
      ),
    );

    expect(looks).toBe(5);
  });
});

describe('Counting of guesses where strangers share the sandbox', () => {
  it('S60 one visitor’s guesses keep no other from signing in, not even of the same network', async () => {
    const guess = openAttempts({ isShared: true });
    for (let count = 0; count < 30; count += 1) await guess('ada', '192.0.2.1', 'b');

    expect(await guess('ada', '192.0.2.1', 'b')).toBe(900);
    expect(await guess('ada', '192.0.2.1', 'a', true)).toBe(0);
  });

  it('S16 whoever names no visitor counts by where they come from', async () => {
    const guess = openAttempts({ isShared: true });
    for (let count = 0; count < 5; count += 1) await guess('ada', '192.0.2.1');

    expect(await guess('ada', '192.0.2.1')).toBe(900);
    expect(await guess('ada', '192.0.2.2')).toBe(0);
  });

  it('S16 a new visitor for every guess comes no further than 200 for a network', async () => {
    const guess = openAttempts({ isShared: true });
    let looked = 0;
    for (let count = 0; count < 300; count += 1) {
      if ((await guess('ada', '192.0.2.1', `v${count}`)) === 0) looked += 1;
    }

    expect(looked).toBe(200);
    expect(await guess('ada', '192.0.2.2', 'v')).toBe(0);
  });

  it('R19 a network that has guessed too often leaves no count of the visitors and names that it goes on to name', async () => {
    const stores = createStores(createClock({ frozenAt: 1 }));
    const guess = openAttempts({ stores, isShared: true });
    for (let count = 0; count < 200; count += 1) await guess('ada', '192.0.2.1', `v${count}`);
    const before = await stores.passwordFailures.count();

    for (let count = 200; count < 400; count += 1)
      await guess(`n${count}`, '192.0.2.1', `v${count}`);

    expect(await stores.passwordFailures.count()).toBe(before);
    expect(await guess('ada', '192.0.2.1', 'v')).toBe(900);
  });
});
