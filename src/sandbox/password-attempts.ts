/** How often a password may be guessed, at the sign-in page and by the password grant. RFC 6749 §4.3.2 */
import { createTurns } from '../storage/turns.ts';
import type { Clock } from './clock.ts';
import { hashOf } from './secrets.ts';
import type { Failures, Stores } from './stores.ts';

const MOST_PER_PERSON = 5;
const MOST_PER_ADDRESS = 19;
const WINDOW_SECONDS = 15 * 60;

export interface Guess {
  username: string;
  address: string;
  /** Asked only if there were not too many wrong guesses. */
  isRight: () => boolean;
}

export interface PasswordAttempts {
  /**
   * Looks at a guess and counts it if it is wrong; a name that nobody has is counted like any other.
   *
   * @returns Whether it is right, and for how many seconds no guess is looked at: 0 where this one was.
   */
  judge(guess: Guess): Promise<{ isRight: boolean; waitSeconds: number }>;
}

/**
 * The counts are in the store, and so the same for all processes that share it. Each process looks at
 * one guess at a time: where there are several, one fewer than they are may come on top of the limit,
 * if they come at the very same moment.
 */
export function createPasswordAttempts(
  { passwordFailures }: Pick<Stores, 'passwordFailures'>,
  clock: Clock,
): PasswordAttempts {
  const inTurn = createTurns();

  async function secondsToWait(key: string, most: number): Promise<number> {
    const found = await passwordFailures.get(key);
    if (!found || found.count < most) return 0;
    return Math.max(0, Math.ceil((found.endsAt - clock.now()) / 1000));
  }

  async function addFailure(key: string): Promise<void> {
    const now = clock.now();
    const addOne = (failures?: Failures) =>
      failures && failures.endsAt > now
        ? { ...failures, count: failures.count + 1 }
        : { count: 1, endsAt: now + WINDOW_SECONDS * 1000 };
    await passwordFailures.update(key, addOne, WINDOW_SECONDS);
  }

  return {
    judge: ({ username, address, isRight }) =>
      inTurn(async () => {
        const [person, place] = [keyOfPerson(username), keyOfAddress(address)];
        const waitSeconds = Math.max(
          await secondsToWait(person, MOST_PER_PERSON),
          await secondsToWait(place, MOST_PER_ADDRESS),
        );
        if (waitSeconds > 0) return { isRight: false, waitSeconds };
        if (isRight()) {
          await passwordFailures.take(person);
          return { isRight: true, waitSeconds };
        }
        await addFailure(person);
        await addFailure(place);
        return { isRight: false, waitSeconds };
      }),
  };
}

function keyOfPerson(username: string): string {
  return hashOf(`person ${username}`);
}

/** Whoever has IPv6 has a whole network of addresses: all of a /56 count as one. */
function keyOfAddress(address: string): string {
  const isVersion6 = address.includes(':') && !address.includes('.');
  return hashOf(`address ${isVersion6 ? networkOf(address) : address}`);
}

function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter(Boolean));
  const zeros = Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0));
  const groups = [...(before ?? []), ...Array<string>(zeros).fill('0'), ...(after ?? [])];
  return groups
    .map((group) => group.padStart(4, '0'))
    .join('')
    .slice(0, 14);
}
