/**
 * Visitors for the drill of docs/hosting.md, until they are told to leave: each way in which a run fails is said
 * once, and in the end how many there were.
 *
 *   node --import tsx test/load/visit.ts https://localhost:8443 <the certificate of its authority>
 */
import { readFileSync } from 'node:fs';
import { openVisitors } from './visitors.ts';

const LOOK_MS = 200;
/** Behind them a page has what differs each time. */
const MOST_WORDS = 120;

const [publicUrl = '', certificate = ''] = process.argv.slice(2);
const visitors = openVisitors(publicUrl, readFileSync(certificate, 'utf8'));
const known = new Set<string>();

function sayWhatIsNew(): void {
  for (const failure of visitors.outcome().failures) {
    const where = / for [A-Z]+ \S+:/;
    const words = failure
      .replace(/^.*Error: /, '')
      .replace(where, ':')
      .slice(0, MOST_WORDS);
    if (!known.has(words)) process.stdout.write(`${words}\n`);
    known.add(words);
  }
}

const looking = setInterval(sayWhatIsNew, LOOK_MS);

async function leave(): Promise<void> {
  const { flows, failures } = await visitors.leave();
  clearInterval(looking);
  sayWhatIsNew();
  process.stdout.write(`${flows} runs, ${failures.length} failed\n`);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void leave());
