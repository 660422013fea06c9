import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Context } from '../../../src/sandbox/context.ts';
import { createClock, createStores } from '../../../src/sandbox/index.ts';
import { eras } from '../../../src/sandbox/eras.ts';
import {
  createAuthorization,
  findAuthorization,
  finishExchange,
  withdrawAuthorization,
} from '../../../src/sandbox/tokens/authorizations.ts';
import { slowStores } from '../support/slow-stores.ts';

type Pace = 'quick' | 'slow';
const TURNS = { quick: 1, slow: 10 };

/** Two who see the same stores, each at a pace of their own. */
async function openPending(exchange: Pace, other: Pace) {
  const stores = createStores(createClock({ frozenAt: 1 }));
  const openAt = (pace: Pace) => {
    const slowed = slowStores(TURNS[pace], stores);
    const parts = { stores: slowed, timeOf: async () => 1, era: eras.current };
    return parts as Partial<Context> as Context; // nothing else of it is looked at
  };
  const context = openAt(exchange);
  const id = await createAuthorization(
    context,
    { clientId: 'c', scopes: [], visitor: undefined },
    'code',
  );
  const pending = await context.stores.authorizations.get(id);
  if (pending === undefined) throw new Error('It is gone');
  const finish = () => finishExchange(context, id, pending);
  return { id, context, finish, others: openAt(other) };
}

async function wait(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

/** So many turns of the event loop later than the exchange, or earlier: as long as slow steps take together. */
const MOMENTS = Array.from({ length: 65 }, (_, turns) => turns - 32);

describe.each<[Pace, Pace]>([
  ['quick', 'quick'],
  ['slow', 'quick'],
  ['quick', 'slow'],
])('An authorization whose code is exchanged, %s, while others are %s', (exchange, other) => {
  it('S51 is dead afterwards if it was withdrawn meanwhile, at whatever moment (RFC 6749 §4.1.2)', async () => {
    for (const moment of MOMENTS) {
      const { id, context, finish, others } = await openPending(exchange, other);

      const withdrawn = wait(moment).then(() => withdrawAuthorization(others, id));
      await wait(-moment);
      await Promise.all([finish(), withdrawn]);

      expect([moment, await withdrawn]).toEqual([moment, true]);
      expect([moment, await findAuthorization(context, id)]).toEqual([moment, undefined]);
    }
  });

  it('is found and listed at every moment, once', async () => {
    for (const moment of MOMENTS) {
      const { id, context, finish, others } = await openPending(exchange, other);

      const finished = wait(-moment).then(finish);
      await wait(moment);

      const [found, listed] = await Promise.all([
        findAuthorization(others, id),
        others.stores.authorizations.keys(),
      ]);
      expect([moment, found?.clientId, listed]).toEqual([moment, 'c', [id]]);
      await finished;
      expect(await context.stores.authorizations.get(id)).not.toHaveProperty('isPending');
    }
  });
});
