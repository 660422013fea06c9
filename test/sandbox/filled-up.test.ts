/** The sandbox, filled up by strangers: each store keeps its cap, and one network cannot have it all. */
import { describe, expect, it } from '@jest/globals';
import { createClock, createStores } from '../../src/sandbox/index.ts';
import { createPasswordAttempts } from '../../src/sandbox/authorization-server/password-attempts.ts';
import type { Store } from '../../src/storage/store.ts';
import { openRoom } from './support/room.ts';

describe('R19 bounded stores', () => {
  it('R19 caps every kind', async () => {
    const { clock } = openRoom();
    const stores = createStores(clock);
    for (const [name, store] of Object.entries(
      stores as unknown as Record<string, Store<object>>,
    )) {
      const value = { created: [], removed: [] }; // changes of repositories; nothing to the others
      let written = 0;
      for (const cap of [2_000, 10_000, 50_000]) {
        if ((await store.count()) < written) break; // that was its cap
        for (; written <= cap; written += 1) await store.put(`${written}`, value);
      }

      expect([name, await store.count()]).toEqual([name, written - 1]);
    }
  });

  it('R19 stays bounded under any number of names', async () => {
    const stores = createStores(createClock({ frozenAt: 1 }));
    const attempts = createPasswordAttempts(stores, createClock({ frozenAt: 1 }), false);
    for (let count = 0; count < 30_000; count += 1) {
      const network = `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`;
      const caller = { network, mark: undefined };
      await attempts.judge({ username: `n${count}`, caller, isRight: () => false });
    }

    expect(await stores.passwordFailures.count()).toBe(50_000);
    expect((await stores.passwordFailures.keys()).join()).not.toMatch(/name|10\./);
  });
});

describe('The budgets of a sandbox that strangers share', () => {
  it.each([100, 400, 500, 900, 1_300, 4_000, 7_500])(
    'S60 one network holds less than a twentieth of the room for requests, with %i characters of redirection URI, which is kept twice',
    async (length) => {
      const room = openRoom('legacy', { budget: true, isShared: true });
      let characters = 0;
      const { pendingRequests } = room.stores;
      const put = pendingRequests.put.bind(pendingRequests);
      pendingRequests.put = async (key, value, life) => {
        characters += 500 + value.redirectUri.length + (value.requestedRedirectUri?.length ?? 0);
        await put(key, value, life);
      };
      const { clientId, callbackUrl } = room.client();
      const path = room.path(
        `/site/oauth2/authorize?response_type=code&client_id=${clientId}&redirect_uri=${callbackUrl}/${'x'.repeat(length)}`,
      );
      let status = 303;
      while (status === 303) ({ status } = await room.visitor().agent.get(path));

      expect(status).toBe(429);
      expect(characters).toBeGreaterThan(0);
      expect(characters).toBeLessThan(16_000_000 / 20);
    },
  );
});
