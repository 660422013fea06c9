/**
 * Replays the attacks that were found on this product, on loopback and in under three minutes. One line
 * for each: what was tried, what held, with figures. Exit code 1 where one of them succeeds.
 *
 *   npm run attack [words of the id or of what is tried]
 */
import { Broken, Skipped } from './attack.ts';
import type { Attack } from './attack.ts';
import { attacks, closeAll } from './kinds/index.ts';

const LIMIT_MS = 180_000;
const words = process.argv.slice(2).join(' ').toLowerCase();
const chosen = attacks.filter(({ id, tried }) => `${id} ${tried}`.toLowerCase().includes(words));

async function replay({ id, tried, run }: Attack): Promise<boolean> {
  const began = performance.now();
  const say = (mark: string, what: string) => {
    const [line = ''] = what.split('\n');
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(
      `${mark.padEnd(7)} ${id.padEnd(4)} ${tried}: ${line.slice(0, 300)} (${seconds} s)\n`,
    );
  };
  try {
    say('held', await run());
    return true;
  } catch (error) {
    if (error instanceof Skipped) {
      say('skipped', error.message);
      return true;
    }
    say(
      'BROKEN',
      error instanceof Broken ? error.message : `it failed: ${(error as Error).message}`,
    );
    return false;
  }
}

const watchdog = setTimeout(() => {
  process.stdout.write(`BROKEN  the attacks took longer than ${LIMIT_MS / 1000} s\n`);
  process.exit(1);
}, LIMIT_MS);

// Those that mostly wait do so beside the others, whose times they do not touch.
const waiting = chosen.filter(({ isSlow }) => isSlow).map(replay);
const held: boolean[] = [];
for (const attack of chosen.filter(({ isSlow }) => !isSlow)) held.push(await replay(attack));
held.push(...(await Promise.all(waiting)));
await closeAll();
clearTimeout(watchdog);

const broken = held.filter((one) => !one).length;
const seconds = Math.round(performance.now() / 1000);
process.stdout.write(`${held.length - broken} held, ${broken} broken, in ${seconds} s\n`);
process.exit(broken > 0 || held.length === 0 ? 1 : 0);
