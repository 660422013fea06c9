import { describe, expect, it } from '@jest/globals';
import { openRoom } from './support/room.ts';

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
