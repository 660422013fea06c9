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
import { stillThere } from '../support/within.ts';
import type { Attack } from './attack.ts';
import { replay } from './replay.ts';
import { openScope } from './scope.ts';

const { values, positionals } = parseArgs({
  options: { container: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const scope = await openScope(values.container);
const asked = positionals.join(' ').toLowerCase();
const chosen = scope.attacks.filter(({ id, tried }) =>
  `${id} ${tried}`.toLowerCase().includes(asked),
);

function print(mark: string, { id, tried }: Attack, words: string): void {
  process.stdout.write(`${mark.padEnd(8)} ${id.padEnd(4)} ${tried}: ${words}\n`);
}

async function replayAndPrint(attack: Attack): Promise<boolean> {
  const { mark, words } = await replay(attack, scope.start, scope.limitOfOneMs);
  print(mark, attack, words);
  return mark !== 'BROKEN';
}

const began = performance.now();
const watchdog = setTimeout(() => {
  const seconds = scope.limitMs / 1000;
  process.stdout.write(`BROKEN   the attacks took longer than ${seconds} s${stillThere()}\n`);
  process.exit(1);
}, scope.limitMs);

// Those that mostly wait do so beside the others, whose times they do not touch.
const waiting = chosen.filter(({ isSlow }) => isSlow).map(replayAndPrint);
const held: boolean[] = [];
for (const attack of chosen.filter(({ isSlow }) => !isSlow)) {
  held.push(await replayAndPrint(attack));
}
held.push(...(await Promise.all(waiting)));
await scope.close();
clearTimeout(watchdog);

for (const [attack, reason] of scope.leftOut) print('left out', attack, reason);
const broken = held.filter((one) => !one).length;
const seconds = Math.round((performance.now() - began) / 1000);
process.stdout.write(`${held.length - broken} held, ${broken} broken, in ${seconds} s\n`);
process.exit(broken > 0 || held.length === 0 ? 1 : 0);
