import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Context } from '../../../src/sandbox/context.ts';
import { createClock } from '../../../src/sandbox/index.ts';
import { eras } from '../../../src/sandbox/eras.ts';
import {
  createAuthorization,
  findAuthorization,
  finishExchange,
  listAuthorizationIds,
  withdrawAuthorization,
} from '../../../src/sandbox/tokens/authorizations.ts';
import { slowStores } from '../support/slow-stores.ts';

async function openPending() {
  const parts = { stores: slowStores(), clock: createClock({ frozenAt: 1 }), era: eras.current };
  const context = parts as Partial<Context> as Context; // nothing else of it is looked at
  const id = await createAuthorization(context, { clientId: 'c', scopes: [] }, 'code');
  return { context, id };
}

/** In the turns of the event loop: so long do all the steps of an exchange take, and more. */
const MOMENTS = Array.from({ length: 8 }, (_, turns) => turns);

async function wait(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

describe('An authorization whose code is exchanged', () => {
  it.each(MOMENTS)(
    'S51 is dead afterwards if it was withdrawn meanwhile, after %d turns (RFC 6749 §4.1.2)',
    async (turns) => {
      const { context, id } = await openPending();

      const [, wasThere] = await Promise.all([
        finishExchange(context, id),
        wait(turns).then(() => withdrawAuthorization(context, id)),
      ]);

      expect(wasThere).toBe(true);
      expect(await findAuthorization(context, id)).toBeUndefined();
      expect(await listAuthorizationIds(context)).toEqual([]);
    },
  );

  it.each(MOMENTS)('is found and listed at every moment, once: after %d turns', async (turns) => {
    const { context, id } = await openPending();

    const finished = finishExchange(context, id);
    await wait(turns);

    expect(await listAuthorizationIds(context)).toEqual([id]);
    expect(await findAuthorization(context, id)).toBeDefined();
    await finished;
    expect(await context.stores.pendingAuthorizations.count()).toBe(0);
  });
});
