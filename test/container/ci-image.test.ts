import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ciCommand,
  ciFile,
  describeCiPrograms,
  runCiProgram,
  runCiPrograms,
} from '../package/ci-programs.ts';
import { TOP } from '../package/empty-project.ts';
import { packSandbox } from '../package/pack-sandbox.ts';
import { type Ended, run } from '../support/start-process.ts';
import { type Engine, openEngine } from './engine.ts';
import { canRunContainers, note } from './tools.ts';

const MOST_MS = 400_000;
/** Of the clients that the tests add, two for each file. */
const CALLBACK = 'http://localhost:8080/callback';
const describeImage = canRunContainers ? describe : describe.skip;

/** What docs/ci.md says in a shell, with a `podman` that keeps to the store of these tests. */
function openShell(engine: Engine, folder: string) {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const [podman = '', ...own] = engine.command;
  const build =
    '--isolation chroot --network host --pull=never --build-arg NODE_IMAGE=localhost/node';
  const limits = '--ulimit nofile=1024:1024 --ulimit nproc=4096:4096';
  writeFileSync(
    path.join(bin, 'podman'),
    `#!/bin/sh
what=$1
shift
[ "$what" != build ] || set -- ${build} "$@"
[ "$what" != run ] || set -- ${limits} "$@"
PATH=\${PATH#*:}
exec ${podman} ${own.join(' ')} "$what" "$@"
`,
  );
  chmodSync(path.join(bin, 'podman'), 0o755);
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  return (lines: string, cwd = folder): Promise<Ended> =>
    run(['bash', '-e', '-c', lines], { cwd, env, timeout: MOST_MS });
}

describeImage(`docs/ci.md, word for word${note}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ci-docs-'));
  let engine: Engine;
  let shell: ReturnType<typeof openShell>;
  beforeAll(async () => {
    engine = await openEngine();
    shell = openShell(engine, folder);
    await engine.podman('tag', 'localhost/node', 'localhost/node:24-slim');
  }, MOST_MS);
  afterAll(async () => {
    await engine?.remove();
    rmSync(folder, { recursive: true });
  });

  /** @returns Where the sandbox is, and its token, as the lines of the page leave them. */
  async function start(): Promise<Record<string, string>> {
    const names = ['BITBUCKET_URL', 'SANDBOX_CONTROL_TOKEN'];
    const say = names.map((name) => `echo "${name}=$${name}"`).join('\n');
    const { code, stdout, stderr } = await shell(`${ciCommand('image')}\n${say}`);
    assert.equal(code, 0, stderr);
    return Object.fromEntries(
      names.map((name) => [name, new RegExp(`^${name}=(.+)$`, 'm').exec(stdout)?.[1] ?? '']),
    );
  }

  const IMAGES = [
    ['of the Containerfile', 'build-target', () => TOP],
    ['of the package', 'build-package', layOutPackage],
  ] as const;

  function layOutPackage(): string {
    const place = path.join(folder, 'sandbox');
    mkdirSync(place);
    const { tarball } = packSandbox(folder);
    cpSync(tarball, path.join(place, path.basename(tarball)));
    writeFileSync(path.join(place, 'Dockerfile'), ciFile('Dockerfile'));
    return place;
  }

  describe.each(IMAGES)('The image %s', (_which, command, place) => {
    let ended: ReadonlyMap<string, Ended>;
    let env: Record<string, string> = {};
    beforeAll(async () => {
      const built = await shell(ciCommand(command), place());
      assert.equal(built.code, 0, built.stderr);
      env = await start();
      ended = await runCiPrograms(folder, env);
    }, MOST_MS);
    afterAll(() => shell('podman rm --force sandbox'));

    it('is built by the command of the page, and used by each test at a port that podman chose', async () => {
      const headers = { Authorization: `Bearer ${env['SANDBOX_CONTROL_TOKEN']}` };
      const answer = await fetch(`${env['BITBUCKET_URL']}/_sandbox/clients`, { headers });
      const { values } = (await answer.json()) as { values: { callbackUrl?: string }[] };
      const added = values.filter(({ callbackUrl }) => callbackUrl === CALLBACK);

      expect(env['BITBUCKET_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(added).toHaveLength(2 * ended.size);
    });

    describeCiPrograms(() => ended);

    it('refuses or cuts the connection where another port is mapped, as the page says', async () => {
      const mapped = '127.0.0.1::8000';
      const lines = ciCommand('image').split('\n').slice(0, 2).join('\n');
      const wrong = lines
        .replace('127.0.0.1::7999', mapped)
        .replace('--name sandbox', '--name wrong');
      const { code, stdout } = await shell(`${wrong}\npodman port wrong 8000`);
      const [address] = stdout.trim().split('\n').slice(-1);
      const asked = await fetch(`http://${address}`).catch((error: Error) => error.cause);
      await shell('podman rm --force wrong');

      expect([code, address]).toEqual([0, expect.stringMatching(/^127\.0\.0\.1:\d+$/)]);
      expect(asked).toMatchObject({
        code: expect.stringMatching(/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/),
      });
    });

    it('tells a test that has no token, or another, what to set', async () => {
      const url = { BITBUCKET_URL: env['BITBUCKET_URL'] ?? '' };
      const another = { ...url, SANDBOX_CONTROL_TOKEN: `${env['SANDBOX_CONTROL_TOKEN']}x` };

      for (const [file] of [...ended].slice(0, 1)) {
        for (const given of [url, another]) {
          const { code, stdout, stderr } = await runCiProgram(file, folder, given);

          expect(code).toBe(1);
          expect(stdout + stderr).toContain('(SANDBOX_CONTROL_TOKEN)');
        }
      }
    });
  });
});
