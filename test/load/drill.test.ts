import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '../support/ports.ts';
import { isRedisInstalled } from '../support/redis-server.ts';
import { type Ended, isInstalled, run } from '../support/start-process.ts';

const PARTS = ['start', 'visitors', 'restart', 'kill', 'return'] as const;
type Part = (typeof PARTS)[number];
/** Each is on the page. Where no namespace is to be had, others may be at them on this machine. */
const PORTS = ['3001', '3002', '6379', '8443'];
/** As Debian has it: whoever listens on `localhost` is not at 127.0.0.1. */
const HOSTS = '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n';
/** The shell of the page; with a file of hosts of its own, too. */
const APART = ['unshare', '--net', '--map-root-user', '--mount', 'bash', '-c'];
const enter = (hosts: string) => `ip link set lo up && mount --bind ${hosts} /etc/hosts`;
const [unshare = '', ...how] = APART;
const isApart = spawnSync(unshare, [...how, enter('/etc/hosts')]).status === 0;
const MOST_MS = 180_000;

const missing = [
  ...(isRedisInstalled ? [] : ['redis-server']),
  ...(isInstalled('caddy', 'version') ? [] : ['caddy']),
  ...(isInstalled('curl') ? [] : ['curl']),
  ...(isInstalled('openssl', 'version') ? [] : ['openssl']),
];
const describeDrill = missing.length === 0 ? describe : describe.skip;
const note = missing.length === 0 ? '' : ` (skipped: ${missing.join(' and ')} not installed)`;

/** The lines of the page, with a mark before each part. @param hosts A file. */
async function readDrill(hosts: string): Promise<string> {
  const page = readFileSync('docs/hosting.md', 'utf8');
  const found = page.matchAll(/<!-- drill: (\w+) -->\s+```sh\n(.*?)```/gs);
  const blocks = new Map([...found].map(([, name = '', lines = '']) => [name, lines]));
  expect([...blocks.keys()]).toEqual(PARTS);
  let text = PARTS.map((name) => `echo "== ${name}"\n${blocks.get(name)}`).join('');
  for (const port of PORTS) {
    expect(text).toContain(port);
    if (!isApart) text = text.replaceAll(port, String(await findFreePort()));
  }
  if (isApart) text = `${enter(hosts)}\n${text}`;
  return `trap 'kill $(jobs -p)' EXIT\n${text}trap - EXIT\n`;
}

describeDrill(`The drill of docs/hosting.md, as it stands there${note}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'drill-'));
  const hosts = path.join(folder, 'hosts');
  let ended: Ended;
  /** What it prints in a part of the page, but for the line with which each process starts. */
  const said = (part: Part) => {
    const [, rest = ''] = ended.stdout.split(`== ${part}\n`);
    const lines = (rest.split('== ')[0] ?? '').split('\n').map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('Listening on '));
  };
  beforeAll(async () => {
    writeFileSync(hosts, HOSTS);
    const shell = isApart ? APART : ['bash', '-c'];
    ended = await run([...shell, await readDrill(hosts)], { timeout: MOST_MS });
  }, MOST_MS + 20_000);
  afterAll(() => rmSync(folder, { recursive: true }));

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
