import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Place, flows } from '../clients/support/client-flows.ts';
import { type Started, startProcess } from '../support/start-process.ts';
import { TOP, examplesOf, installAlone, installIn } from './empty-project.ts';
import { NAME, packSandbox } from './pack-sandbox.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-elsewhere-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exact, and of a line that runs on Node 20. */
const RUNNERS = ['jest@30.5.2', 'vitest@4.1.12'];
const { tarball } = packSandbox(folder);
const alone = await installAlone(path.join(folder, 'alone'), tarball);
const withRunners = await installIn(path.join(folder, 'runners'), [tarball, ...RUNNERS]);
const skipped = withRunners ? '' : ' (skipped: the npm registry cannot be reached)';
const describeOnline = withRunners ? describe : describe.skip;

const EXAMPLES = new Map([...examplesOf('docs/sandbox.md'), ...examplesOf('packaging/README.md')]);

const ASK = `
  const [{ clientId, clientSecret }] = sandbox.clients;
  const headers = { Authorization: 'Basic ' + btoa(clientId + ':' + clientSecret) };
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const answer = await fetch(sandbox.tokenEndpoint, { method: 'POST', headers, body });
  await sandbox.close();
  console.log(answer.status);`;

describe('The package, in an empty project and offline', () => {
  it('is there for `import`', async () => {
    alone.write(
      'a.mjs',
      `import { createSandbox } from '${NAME}'; const sandbox = await createSandbox(); ${ASK}`,
    );

    expect(await alone.run(process.execPath, 'a.mjs')).toBe('200\n');
  });

  it('is there for `require`', async () => {
    const start = `const { createSandbox } = require('${NAME}');`;
    alone.write(
      'a.cjs',
      `${start} (async () => { const sandbox = await createSandbox(); ${ASK} })();`,
    );

    expect(await alone.run(process.execPath, 'a.cjs')).toBe('200\n');
  });

  it('is one and the same for both, so that no error is told apart from itself', async () => {
    alone.write(
      'b.mjs',
      `import { createRequire } from 'node:module';
      import * as imported from '${NAME}';
      const required = createRequire(import.meta.url)('${NAME}');
      const names = Object.keys(required).sort();
      console.log(names.join(), Object.keys(imported).sort().join() === names.join(), names.every((name) => imported[name] === required[name]));`,
    );

    expect(await alone.run(process.execPath, 'b.mjs')).toBe(
      'FaultyInputError,createSandbox true true\n',
    );
  });

  it('says who it is by its own name', async () => {
    const help = await alone.run('npx', '--offline', NAME, '--help');

    expect(help).toMatch(new RegExp(`^${NAME}: a strict Bitbucket`));
  });
});

describe('The documentation of the package', () => {
  it('has complete examples', () => {
    expect([...EXAMPLES.keys()]).toEqual([
      'sandbox.node.test.mjs',
      'sandbox.jest.test.js',
      'sandbox.vitest.test.mjs',
      'readme.test.mjs',
    ]);
  });

  it.each(['sandbox.node.test.mjs', 'readme.test.mjs'])('has %s run', async (file) => {
    alone.write(file, EXAMPLES.get(file) ?? '');

    expect(await alone.run(process.execPath, '--test', file)).toMatch(/(?:#|ℹ) pass 1/);
  });
});

describeOnline(`Its examples for test runners${skipped}`, () => {
  it.each([
    ['sandbox.jest.test.js', ['jest', 'sandbox.jest'], /Tests: +2 passed, 2 total/],
    ['sandbox.vitest.test.mjs', ['vitest', 'run', 'sandbox.vitest'], /Tests +1 passed \(1\)/],
  ] as const)('have %s run', async (file, args, summary) => {
    withRunners?.write(file, EXAMPLES.get(file) ?? '');

    expect(await withRunners?.run('npx', ...args)).toMatch(summary);
  });
});

describe('The types of the package', () => {
  const source = (line: string) => `import { createSandbox } from '${NAME}';\n${line}\n`;
  const GOOD = `export async function look(): Promise<string> {
    const s = await createSandbox({ era: 'legacy', publicUrl: 'auto', hosts: ['docker'] });
    s.faults.set({ fault: 'slow', endpoint: 'token', ms: 5 });
    return s.baseUrl + s.clients[0].clientId + s.requests[0]?.answer?.status;
  }`;
  const BAD = `export const s = createSandbox({ era: 'future' });
    void s.then(({ faults }) => faults.set({ fault: 'chaos' }));`;

  /** With no types of Node at hand, and every declaration looked at. */
  async function check(file: string, module: string, resolution: string): Promise<string> {
    const tsc = path.join(TOP, 'node_modules/typescript/bin/tsc');
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2023'];
    const how = ['--types', '', '--lib', 'es2023', '--module', module];
    const where = ['--moduleResolution', resolution, file];
    return alone.run(process.execPath, tsc, ...strict, ...how, ...where).then(
      () => '',
      (error: unknown) => String((error as { stdout?: string }).stdout),
    );
  }

  it.each([
    ['node16', 'node16', 'mts'],
    ['node16', 'node16', 'cts'],
    ['nodenext', 'nodenext', 'mts'],
    ['nodenext', 'nodenext', 'cts'],
    ['esnext', 'bundler', 'ts'],
  ])('hold for module %s, resolved as by %s, in .%s', async (module, resolution, ending) => {
    alone.write(`good.${ending}`, source(GOOD));
    alone.write(`bad.${ending}`, source(BAD));

    expect(await check(`good.${ending}`, module, resolution)).toBe('');
    expect(await check(`bad.${ending}`, module, resolution)).toMatch(/'"future"'.*\n[^]*chaos/);
  });
});

describe.each(['legacy', 'current'])('The installed command in %s', (era) => {
  let command: Started;
  let url = '';
  beforeAll(async () => {
    const bin = alone.at(`node_modules/.bin/${NAME}`);
    command = startProcess([bin, '--port', '0', '--json', '--era', era]);
    while (!command.stdout().includes('\n')) await wait(10);
    ({ baseUrl: url } = JSON.parse(command.stdout()) as { baseUrl: string });
  });
  afterAll(() => void command.stop());

  it.each(flows)(
    'lets %s finish a code grant and read the user, over HTTP alone',
    async (name, flow) => {
      const post = (below: string, body: object) =>
        fetch(url + below, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
      const prepare: Place['prepare'] = async (callbackUrl) => {
        const answer = await post('/_sandbox/clients', { name, callbackUrl });
        const client = (await answer.json()) as Awaited<ReturnType<Place['prepare']>>;
        const decision = { decision: 'approve', username: 'ada', clientId: client.clientId };
        await post('/_sandbox/decisions', decision);
        return client;
      };

      const user = await flow({ url, prepare });

      expect(user).toMatchObject({ username: 'ada', display_name: 'Ada Example' });
    },
  );
});
