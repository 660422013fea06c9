/** How often a password may be guessed in our form. RFC 6749 §4.3.2: "MUST protect against brute force attacks". */
import { createHash } from 'node:crypto';
import type { CreateStore } from '../storage/storage.ts';
import { networkOf } from './address-network.ts';

export interface PasswordAttempts {
  /**
   * Counts a try before it is made, so that a hundred at once are a hundred.
   *
   * @returns Seconds until one is made again; 0 where this one may be. One that may not is not counted.
   */
  begin(username: string, address: string): Promise<number>;
  /** That one was right: the name begins anew. */
  succeed(username: string, address: string): Promise<void>;
  /** That one was neither right nor wrong, since no answer came. */
  withdraw(username: string, address: string): Promise<void>;
}

interface Count {
  readonly tries: number;
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
  const counts = createStore<Count>('password-attempts', { now: clock }, { capacity: MOST_COUNTS });
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: between reading a count and writing it nobody else may read it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function add(key: string, tries: number): Promise<void> {
    const { tries: before, endsAt } = (await counts.get(key)) ?? {
      tries: 0,
      endsAt: clock() + WINDOW_MS,
    };
    const count = { tries: Math.max(0, before + tries), endsAt };
    await counts.put(key, count, (endsAt - clock()) / 1000);
  }

  async function waitOf(key: string, most: number): Promise<number> {
    const count = await counts.get(key);
    return count && count.tries >= most ? Math.ceil((count.endsAt - clock()) / 1000) : 0;
  }

  return {
    begin: (username, address) =>
      inTurn(async () => {
        const keys = keysOf(username, address);
        const seconds = Math.max(
          await waitOf(keys.name, MOST_PER_NAME),
          await waitOf(keys.address, MOST_PER_ADDRESS),
        );
        if (seconds === 0) for (const key of Object.values(keys)) await add(key, 1);
        return seconds;
      }),
    succeed: (username, address) =>
      inTurn(async () => {
        const keys = keysOf(username, address);
        await counts.take(keys.name);
        await add(keys.address, -1);
      }),
    withdraw: (username, address) =>
      inTurn(async () => {
        for (const key of Object.values(keysOf(username, address))) await add(key, -1);
      }),
  };
}

/** Digests: whoever reads the store learns neither who signs in nor from where. */
function keysOf(username: string, address: string): { name: string; address: string } {
  return {
    name: digest(`name ${username.trim().toLowerCase()}`), // a name that nobody has counts like any other
    address: digest(`address ${networkOf(address)}`),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
