/** The rehearsals of each visitor: run one at a time, once for all who press the button meanwhile, kept for an hour. */
import { createSingleFlight } from '../runs/single-flight.ts';
import { createMutex } from '../storage/mutex.ts';
import { sizeOf } from '../storage/size-of.ts';
import type { CreateStore } from '../storage/storage.ts';
import { update } from '../storage/store.ts';
import { rehearsalPath } from './choice.ts';
import type { Choice } from './choice.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Rehearse } from './rehearse.ts';

export interface Rehearsals {
  /** @throws What the rehearsal throws; what was kept is kept. */
  run(visitorId: string, choice: Choice): Promise<void>;
  /** The latest with this choice. */
  find(visitorId: string | undefined, choice: Choice): Promise<Rehearsal | undefined>;
  forget(visitorId: string): Promise<void>;
}

/** Another release may keep them otherwise: what it has left is not read. */
const VERSION = 1;
const LIFE_SECONDS = 3_600;
/** Of one visitor: Back leads to the ones before. */
const MOST = 4;

interface Kept {
  readonly version: number;
  /** The newest first. */
  readonly rehearsals: readonly Rehearsal[];
}

export function createRehearsals(
  rehearse: Rehearse,
  createStore: CreateStore,
  clock: () => number,
): Rehearsals {
  const store = createStore<Kept>(
    'rehearsals',
    { now: clock },
    {
      capacity: 5_000,
      size: { largestTotal: 16 * 1024 * 1024, of: sizeOf },
    },
  );
  const flights = createSingleFlight();
  const oneAtATime = createMutex(); // each opens a port and asks ten times: several at once would only be slower

  const isOf = (choice: Choice) => (one: Rehearsal) =>
    rehearsalPath(one.choice) === rehearsalPath(choice);
  const read = (kept: Kept | undefined) => (kept?.version === VERSION ? kept.rehearsals : []);

  return {
    run: (visitorId, choice) =>
      flights.run(`${visitorId} ${rehearsalPath(choice)}`, async () => {
        const done = await oneAtATime('rehearsal', () => rehearse(choice));
        await update(
          store,
          visitorId,
          (kept) => {
            const others = read(kept).filter((one) => !isOf(choice)(one));
            return { version: VERSION, rehearsals: [done, ...others].slice(0, MOST) };
          },
          LIFE_SECONDS,
        );
      }),
    async find(visitorId, choice) {
      if (visitorId === undefined) return undefined;
      return read(await store.get(visitorId)).find(isOf(choice));
    },
    async forget(visitorId) {
      await store.take(visitorId);
    },
  };
}
