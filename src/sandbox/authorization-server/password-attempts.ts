/** How often a password may be guessed, at the sign-in page and by the password grant. RFC 6749 §4.3.2 */
import type { Visitor } from '../../http/visitor.ts';
import { take, waitOf } from '../../storage/budget.ts';
import { digestOf } from '../../secrets/digest.ts';
import { createMutex } from '../../storage/mutex.ts';
import { StoreLimiter } from '../../storage/store-limiter.ts';
import type { Clock } from '../clock.ts';
import type { Stores } from '../stores.ts';

const WINDOW_SECONDS = 15 * 60;
const MOST_FOR_A_NAME = 5;
const MOST_OF_A_CALLER = 19;
/** Forty people behind one address, who each mistype as often as they may for one name. */
const MOST_OF_A_NETWORK = 200;

export interface Guess {
  username: string;
  caller: Visitor;
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
 * A guess is counted before it is looked at, and taken back if it was right: of a hundred at once, by
 * any number of processes, no more are looked at than may be wrong.
 *
 * @param isShared Strangers use it at once: then nobody's guesses stop another one from signing in.
 */
export function createPasswordAttempts(
  { passwordFailures }: Pick<Stores, 'passwordFailures'>,
  clock: Clock,
  isShared: boolean,
): PasswordAttempts {
  const limiterOf = (points: number) =>
    new StoreLimiter({ points, seconds: WINDOW_SECONDS }, passwordFailures, clock);
  const ofName = limiterOf(MOST_FOR_A_NAME);
  const ofCaller = limiterOf(MOST_OF_A_CALLER);
  const ofNetwork = limiterOf(MOST_OF_A_NETWORK);

  const exclusive = createMutex();

  async function look(counts: readonly Counted[], { caller, isRight }: Guess) {
    // First: who names a new visitor each time would leave a count of it each time.
    const closedSeconds = isShared ? await waitOf(ofNetwork, `network ${caller.network}`) : 0;
    const waitSeconds = closedSeconds || (await countIn(counts));
    if (waitSeconds > 0 || !isRight()) return { isRight: false, waitSeconds };
    await takeBack(counts);
    return { isRight: true, waitSeconds };
  }

  return {
    judge(guess) {
      const { mark, network } = guess.caller;
      const whose = isShared ? (mark ?? network) : '';
      const name = `name ${whose} ${guess.username}`;
      const counts: Counted[] = [
        [ofCaller, `caller ${isShared ? whose : network}`],
        [ofName, name],
        ...(isShared ? ([[ofNetwork, `network ${network}`]] as const) : []),
      ];
      // Of many right ones at once, each is taken back before the next is counted.
      return exclusive(name, async () => {
        const answer = await look(counts, guess);
        if (answer.isRight) await ofName.delete(digestOf(name));
        return answer;
      });
    },
  };
}

type Counted = readonly [limiter: StoreLimiter, key: string];

/** What is refused by one count stands in none of the others. @returns Seconds to wait, or 0. */
async function countIn(counts: readonly Counted[]): Promise<number> {
  for (const [at, [limiter, key]] of counts.entries()) {
    const waitSeconds = await take(limiter, key);
    if (waitSeconds > 0) {
      await takeBack(counts.slice(0, at));
      return waitSeconds;
    }
  }
  return 0;
}

async function takeBack(counts: readonly Counted[]): Promise<void> {
  await Promise.all(counts.map(([limiter, key]) => limiter.reward(digestOf(key))));
}
