import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Place, flows } from '../sandbox/support/client-flows.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exact, and of a line that runs on Node 20. */
const RUNNERS = ['jest@30.5.2', 'vitest@4.1.12'];
const INSTALL_MS = 120_000;

interface Packed {
  filename: string;
  files: { path: string }[];
}

/** `npm pack` of a copy: its build must not disturb what others run from `dist`. */
async function pack(): Promise<Packed> {
  const staging = path.join(folder, 'staging');
  mkdirSync(staging);
  for (const name of [
    'src',
    'views',
    'public',
    'docs',
    'package.json',
    'README.md',
    '.npmrc',
    'tsconfig.json',
    'tsconfig.build.json',
    'build.js',
    'require-node.js',
    'config.json',
  ]) {
    cpSync(path.join(root, name), path.join(staging, name), { recursive: true });
  }
  writeFileSync(path.join(staging, '.env'), 'BITBUCKET_CONSUMER_SECRET=private');
  symlinkSync(path.join(root, 'node_modules'), path.join(staging, 'node_modules'));
  const args = ['pack', '--json', '--loglevel=error', `--pack-destination=${folder}`];
  const { stdout } = await run('npm', args, { cwd: staging });
  // What the build prints stands before it.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as Packed[];
  if (!packed) throw new Error(stdout);
  return packed;
}

/** An empty project with the tarball and the test runners; undefined where there is no registry. */
async function install(tarball: string): Promise<string | undefined> {
  const project = path.join(folder, 'project');
  mkdirSync(project);
  writeFileSync(path.join(project, 'package.json'), '{"name":"empty","private":true}');
  const options = [
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--ignore-scripts',
  ];
  try {
    const args = ['install', '--loglevel=error', ...options, tarball, ...RUNNERS];
    await run('npm', args, { cwd: project, timeout: INSTALL_MS });
    return project;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET/.test(stderr)) {
      return undefined;
    }
    throw error;
  }
}

/** The complete examples of docs/sandbox.md, by file name. */
function examples(): Map<string, string> {
  const text = readFileSync(path.join(root, 'docs/sandbox.md'), 'utf8');
  const found = text.matchAll(/<!-- file: (\S+) -->\s+```js\n(.*?)```/gs);
  return new Map([...found].map(([, name = '', code = '']) => [name, code]));
}

const packed = await pack();
const project = await install(path.join(folder, packed.filename));
const skipped = project === undefined ? ' (skipped: the npm registry cannot be reached)' : '';
const describeOnline = project === undefined ? describe.skip : describe;

/** One of the runners, as a reader of the docs calls it. */
async function runExample(command: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules', NO_COLOR: '1' };
  delete (env as { JEST_WORKER_ID?: string }).JEST_WORKER_ID;
  const { stdout, stderr } = await run(command, args, { cwd: project, env });
  return stdout + stderr;
}

describe('The packed tarball', () => {
  it('holds what the sandbox needs, and nothing private', () => {
    const paths = packed.files.map((file) => file.path);

    for (const needed of [
      'dist/sandbox/cli.js',
      'dist/sandbox/library.js',
      'dist/sandbox/standalone/library.d.ts',
      'views/sandbox/consent.ejs',
      'views/sandbox/parts/top.ejs',
      'public/sandbox.css',
      'docs/sandbox-openapi.json',
      'docs/sandbox.md',
      'package.json',
    ]) {
      expect(paths).toContain(needed);
    }
    const strange = paths.filter(
      (name) =>
        !/^(?:dist\/.*\.(?:js|js\.LEGAL\.txt|d\.ts)|views\/sandbox\/.*\.ejs|public\/sandbox\.css)$/.test(
          name,
        ) &&
        !['docs/sandbox-openapi.json', 'docs/sandbox.md', 'package.json', 'README.md'].includes(
          name,
        ),
    );
    expect(strange).toEqual([]);
  });

  it('has three complete examples in its documentation', () => {
    expect([...examples().keys()]).toEqual([
      'sandbox.node.test.mjs',
      'sandbox.jest.test.mjs',
      'sandbox.vitest.test.mjs',
    ]);
  });
});

describeOnline(`In an empty project${skipped}`, () => {
  it.each([
    ['node.test', process.execPath, ['--test', 'sandbox.node.test.mjs'], /(?:#|ℹ) pass 1/],
    ['jest.test', 'npx', ['jest', 'sandbox.jest'], /Tests: +2 passed, 2 total/],
    ['vitest.test', 'npx', ['vitest', 'run', 'sandbox.vitest'], /Tests +1 passed \(1\)/],
  ] as const)(
    'runs the example for %s',
    async (name, command, args, summary) => {
      const file = `sandbox.${name}.mjs`;
      writeFileSync(path.join(project ?? '', file), examples().get(file) ?? '');

      expect(await runExample(command, ...args)).toMatch(summary);
    },
    60_000,
  );

  it('is typed: a TypeScript test compiles, and a wrong one does not', async () => {
    const source = (line: string) =>
      `import { createSandbox } from 'bitbucket-oauth-grants/sandbox';\n${line}\n`;
    writeFileSync(
      path.join(project ?? '', 'good.mts'),
      source(
        'const s = await createSandbox({ era: "legacy" });\n' +
          's.faults.set({ fault: "slow", endpoint: "token", ms: 5 });\n' +
          'export const url: string = s.baseUrl + s.clients[0].clientId + s.requests[0]?.answer?.status;',
      ),
    );
    writeFileSync(
      path.join(project ?? '', 'bad.mts'),
      source('const s = await createSandbox({ era: "future" }); s.faults.set({ fault: "chaos" });'),
    );
    const tsc = (file: string) =>
      run(
        process.execPath,
        [
          path.join(root, 'node_modules/typescript/bin/tsc'),
          '--noEmit',
          '--strict',
          '--target',
          'es2023',
          '--module',
          'nodenext',
          file,
        ],
        { cwd: project },
      ).then(
        () => '',
        (error: unknown) => String((error as { stdout?: string }).stdout),
      );

    expect(await tsc('good.mts')).toBe('');
    expect(await tsc('bad.mts')).toMatch(/'"future"'.*\n[^]*chaos/);
  });

  it('starts by npx', async () => {
    const { stdout } = await run('npx', ['bitbucket-sandbox', '--help'], { cwd: project });

    expect(stdout).toMatch(/^bitbucket-sandbox: a strict Bitbucket/);
  });
});

describeOnline.each(['legacy', 'current'])(`The installed command in %s${skipped}`, (era) => {
  let command: ChildProcess;
  let url = '';
  beforeAll(async () => {
    const installed = path.join(project ?? '', 'node_modules/.bin/bitbucket-sandbox');
    command = spawn(installed, ['--port', '0', '--era', era], { cwd: project });
    const [line] = (await once(command.stdout ?? command, 'data')) as [Buffer];
    [, url = ''] = /Sandbox on (\S+)/.exec(String(line)) ?? [];
  });
  afterAll(() => void command.kill('SIGKILL'));

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
