import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '../support/ports.ts';
import { isRedisInstalled } from '../support/redis-server.ts';
import { type Ended, isInstalled, run } from '../support/start-process.ts';

const PARTS = ['start', 'visitors', 'restart', 'kill', 'return'] as const;
type Part = (typeof PARTS)[number];
/** Each is on the page. Others may be at them on this machine. */
const PORTS = ['3001', '3002', '6379', '8443'];
const MOST_MS = 180_000;

const missing = [
  ...(isRedisInstalled ? [] : ['redis-server']),
  ...(isInstalled('caddy', 'version') ? [] : ['caddy']),
  ...(isInstalled('curl') ? [] : ['curl']),
  ...(isInstalled('openssl', 'version') ? [] : ['openssl']),
];
const describeDrill = missing.length === 0 ? describe : describe.skip;
const note = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} not installed)`;

/** The lines of the page, with a mark before each part. */
async function readDrill(): Promise<string> {
  const page = readFileSync('docs/hosting.md', 'utf8');
  const found = page.matchAll(/<!-- drill: (\w+) -->\s+```sh\n(.*?)```/gs);
  const blocks = new Map([...found].map(([, name = '', lines = '']) => [name, lines]));
  expect([...blocks.keys()]).toEqual(PARTS);
  let text = PARTS.map((name) => `echo "== ${name}"\n${blocks.get(name)}`).join('');
  for (const port of PORTS) {
    expect(text).toContain(port);
    text = text.replaceAll(port, String(await findFreePort()));
  }
  return `trap 'kill $(jobs -p)' EXIT\n${text}trap - EXIT\n`;
}

describeDrill(`The drill of docs/hosting.md, as it stands there${note}`, () => {
  let ended: Ended;
  /** What it prints in a part of the page, but for the line with which each process starts. */
  const said = (part: Part) => {
    const [, rest = ''] = ended.stdout.split(`== ${part}\n`);
    const lines = (rest.split('== ')[0] ?? '').split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('Listening on '));
  };
  beforeAll(async () => {
    ended = await run(['bash', '-c', await readDrill()], { timeout: MOST_MS });
  }, MOST_MS + 20_000);

  it('starts two processes, which are ready', () => {
    expect([ended.code, said('start')]).toEqual([0, ['200 200']]);
  });

  it('restarts each of them twice, and no run of the four grants fails', () => {
    expect(said('visitors')).toEqual([]);
    expect(said('restart')).toEqual([expect.stringMatching(/^[1-9]\d+ runs, 0 failed$/)]);
  });

  it('kills Redis: none is ready, and whoever comes reads why', () => {
    const lines = said('kill');

    expect(lines).toContain('503 503');
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^HTTP\/2 503$/)]));
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^retry-after: 5$/i)]));
    expect(lines).toEqual(
      expect.arrayContaining([expect.stringMatching(/^503: .*cannot remember anything/)]),
    );
  });

  it('gives Redis back, empty: both are ready, and nobody who starts fails', () => {
    const lines = said('return');
    const failed = lines.map((line) => /^\d+ runs, (\d+) failed$/.exec(line)?.[1] ?? '');

    expect(lines).toContain('200 200');
    expect(failed.filter(Boolean)).toEqual([expect.stringMatching(/^[1-9]/), '0']);
  });
});
