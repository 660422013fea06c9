/** How often a password may be guessed in our form. RFC 6749 §4.3.2: "MUST protect against brute force attacks". */
import { hash } from 'node:crypto';
import type { CreateStore } from '../storage/storage.ts';
import { createTurns } from '../storage/turns.ts';
import { networkOf } from '../http/address-network.ts';

export interface PasswordAttempts {
  /**
   * Asks leave for a try. While as many are under way as could still be wrong, the next one waits for
   * them: a hundred at once are a hundred. Whoever is given leave must `settle`.
   *
   * @returns Seconds until one is made again; 0 where this one may be.
   */
  begin(username: string, address: string): Promise<number>;
  /** What came of it. After a right one, the name begins anew; `unknown` where no answer came. */
  settle(username: string, address: string, outcome: 'right' | 'wrong' | 'unknown'): Promise<void>;
}

interface Count {
  readonly failures: number;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

const MOST_PER_NAME = 5;
const MOST_PER_ADDRESS = 19;
const WINDOW_MS = 15 * 60_000;
const MOST_COUNTS = 20_000;

/** @param clock Milliseconds since the epoch. */
export function createPasswordAttempts(
  createStore: CreateStore,
  clock: () => number,
): PasswordAttempts {
  const failures = createStore<Count>(
    'password-attempts',
    { now: clock },
    { capacity: MOST_COUNTS },
  );
  /** Of this process: whoever runs several allows as many more at once. */
  const underWay = new Map<string, number>();
  let change = openChange();
  const inTurn = createTurns();

  function addUnderWay({ name, address }: Keys, difference: 1 | -1): void {
    for (const key of [name, address]) {
      const count = (underWay.get(key) ?? 0) + difference;
      if (count > 0) underWay.set(key, count);
      else underWay.delete(key);
    }
  }

  async function addFailure(key: string): Promise<void> {
    const found = await failures.get(key);
    const endsAt = found?.endsAt ?? clock() + WINDOW_MS;
    const count = { failures: (found?.failures ?? 0) + 1, endsAt };
    await failures.put(key, count, (endsAt - clock()) / 1000);
  }

  /** @returns Seconds to wait, or `undefined`: that depends on what is under way. */
  async function ask(keys: Keys): Promise<number | undefined> {
    let hasRoom = true;
    for (const [key, most] of [
      [keys.name, MOST_PER_NAME],
      [keys.address, MOST_PER_ADDRESS],
    ] as const) {
      const count = await failures.get(key);
      const left = most - (count?.failures ?? 0);
      if (count && left <= 0) return Math.ceil((count.endsAt - clock()) / 1000);
      hasRoom &&= left > (underWay.get(key) ?? 0);
    }
    if (!hasRoom) return undefined;
    addUnderWay(keys, 1);
    return 0;
  }

  return {
    async begin(username, address) {
      const keys = keysOf(username, address);
      for (;;) {
        const { happened } = change;
        const seconds = await inTurn(() => ask(keys));
        if (seconds !== undefined) return seconds;
        await happened;
      }
    },
    async settle(username, address, outcome) {
      const keys = keysOf(username, address);
      await inTurn(async () => {
        addUnderWay(keys, -1);
        if (outcome === 'right') await failures.take(keys.name);
        if (outcome === 'wrong') for (const key of [keys.name, keys.address]) await addFailure(key);
      }).finally(() => {
        change.announce();
        change = openChange();
      });
    },
  };
}

/** Something to wait for until somebody says that it has happened. */
function openChange(): { happened: Promise<void>; announce: () => void } {
  let announce: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => (announce = resolve));
  return { happened, announce };
}

interface Keys {
  readonly name: string;
  readonly address: string;
}

/** Digests: whoever reads the store learns neither who signs in nor from where. */
function keysOf(username: string, address: string): Keys {
  return {
    name: digest(`name ${username.trim().toLowerCase()}`), // a name that nobody has counts like any other
    address: digest(`address ${networkOf(address)}`),
  };
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
