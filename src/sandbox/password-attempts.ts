/** How often a password may be guessed, at the sign-in page and by the password grant. RFC 6749 §4.3.2 */
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import { hashOf } from './secrets.ts';

const MOST_PER_PERSON = 5;
const MOST_PER_ADDRESS = 19;
const WINDOW = 15 * 60_000;

export interface PasswordAttempts {
  /** Seconds until the next guess is looked at; 0 where it is looked at now. */
  secondsToWait(username: string, address: string): number;
  /** A name that nobody has is counted like any other. */
  countFailure(username: string, address: string): void;
  /** The right password came in time. */
  forget(username: string): void;
  /** Nobody has guessed yet. */
  reset(): void;
}

interface Count {
  failures: number;
  /** Milliseconds since 1970. */
  endsAt: number;
}

/** Bounded, and of one process: whoever runs several allows as many guesses more. */
export function createPasswordAttempts(clock: Clock): PasswordAttempts {
  const counts = new LRUCache<string, Count>({ max: 20_000 });

  function find(key: string): Count | undefined {
    const count = counts.get(key);
    return count && count.endsAt > clock.now() ? count : undefined;
  }
  function add(key: string): void {
    const { failures, endsAt } = find(key) ?? { failures: 0, endsAt: clock.now() + WINDOW };
    counts.set(key, { failures: failures + 1, endsAt });
  }
  return {
    secondsToWait(username, address) {
      const reached = [
        atLimit(find(keyOfPerson(username)), MOST_PER_PERSON),
        atLimit(find(keyOfAddress(address)), MOST_PER_ADDRESS),
      ];
      return Math.ceil(Math.max(0, ...reached.map((end) => end - clock.now())) / 1000);
    },
    countFailure(username, address) {
      add(keyOfPerson(username));
      add(keyOfAddress(address));
    },
    forget: (username) => void counts.delete(keyOfPerson(username)),
    reset: () => counts.clear(),
  };
}

function atLimit(count: Count | undefined, most: number): number {
  return count && count.failures >= most ? count.endsAt : 0;
}

function keyOfPerson(username: string): string {
  return `person ${hashOf(username)}`;
}

/** Whoever has IPv6 has a whole network of addresses: all of a /56 count as one. */
function keyOfAddress(address: string): string {
  const isVersion6 = address.includes(':') && !address.includes('.');
  return `address ${isVersion6 ? networkOf(address) : address}`;
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
