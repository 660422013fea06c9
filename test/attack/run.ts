/**
 * Replays the attacks that were found on this product, on loopback and in under three minutes. One line
 * for each: what was tried, what held, with figures. Exit code 1 where one of them succeeds.
 *
 *   npm run attack [words of the id or of what is tried]
 *   npm run attack:container [words]
 *
 * The latter: on the image behind Caddy with TLS, as docs/hosting.md has it, and what is to be
 * attacked there alone. It builds the image first.
 */
import { parseArgs } from 'node:util';
import { Broken, Skipped } from './attack.ts';
import type { Attack } from './attack.ts';
import { openScope } from './scope.ts';

const { values, positionals } = parseArgs({
  options: { container: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const scope = await openScope(values.container);
const words = positionals.join(' ').toLowerCase();
const chosen = scope.attacks.filter(({ id, tried }) =>
  `${id} ${tried}`.toLowerCase().includes(words),
);

function print(mark: string, { id, tried }: Attack, what: string): void {
  const [line = ''] = what.split('\n');
  process.stdout.write(`${mark.padEnd(8)} ${id.padEnd(4)} ${tried}: ${line.slice(0, 300)}\n`);
}

async function replay(attack: Attack): Promise<boolean> {
  const began = performance.now();
  const say = (mark: string, what: string) => {
    const [line = ''] = what.split('\n');
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    print(mark, attack, `${line.slice(0, 290)} (${seconds} s)`);
  };
  try {
    say('held', await attack.run(scope.start));
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

const began = performance.now();
const watchdog = setTimeout(() => {
  process.stdout.write(`BROKEN   the attacks took longer than ${scope.limitMs / 1000} s\n`);
  process.exit(1);
}, scope.limitMs);

// Those that mostly wait do so beside the others, whose times they do not touch.
const waiting = chosen.filter(({ isSlow }) => isSlow).map(replay);
const held: boolean[] = [];
for (const attack of chosen.filter(({ isSlow }) => !isSlow)) held.push(await replay(attack));
held.push(...(await Promise.all(waiting)));
await scope.close();
clearTimeout(watchdog);

for (const [attack, reason] of scope.leftOut) print('left out', attack, reason);
const broken = held.filter((one) => !one).length;
const seconds = Math.round((performance.now() - began) / 1000);
process.stdout.write(`${held.length - broken} held, ${broken} broken, in ${seconds} s\n`);
process.exit(broken > 0 || held.length === 0 ? 1 : 0);
