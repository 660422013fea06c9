import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ALL_OPTIONS } from '../../src/sandbox/standalone/command-options.ts';
import { variableOf } from '../../src/sandbox/standalone/option.ts';
import { sendRaw } from '../support/raw.ts';
import { type Started, isInstalled, run, startProcess } from '../support/start-process.ts';
import { TOP, examplesOf, installAlone } from './empty-project.ts';
import { NAME, packSandbox } from './pack-sandbox.ts';

const TOOLS = path.join(TOP, 'test/package');
const hasTools = existsSync(path.join(TOOLS, 'node_modules/.bin'));
const describeTools = hasTools ? describe : describe.skip;
const hasPython = isInstalled('python3');
const describePython = hasPython ? describe : describe.skip;
/** As docs/ci.md builds it. */
const OF_THE_IMAGE = { SANDBOX_HOST: '0.0.0.0' };
const TOKEN = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-ci-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { tarball } = packSandbox(folder);
const project = await installAlone(path.join(folder, 'project'), tarball);
const text = readFileSync(path.join(TOP, 'docs/ci.md'), 'utf8');
const FILES = examplesOf('docs/ci.md');

/** By the library of `test/package`: there is none at the top. */
async function parseYaml<T>(file: string): Promise<T> {
  const code = `import { parse } from 'yaml'; import { text } from 'node:stream/consumers';
    console.log(JSON.stringify(parse(await text(process.stdin))));`;
  const command = [process.execPath, '--input-type=module', '--eval', code];
  const { stdout } = await run(command, { cwd: TOOLS }, FILES.get(file));
  return JSON.parse(stdout) as T;
}

interface Workflow {
  jobs: { test: { steps: Step[]; services?: { sandbox: { env: Env } } } };
}
interface Step {
  name?: string;
  run?: string;
}
interface Pipelines {
  pipelines: { default: [{ step: { script: string[] } }] };
  definitions?: { services: { sandbox: { variables: Env } } };
}
interface Compose {
  services: { sandbox: { environment: Env } };
}
type Env = Readonly<Record<string, string | number | boolean>>;

/** What the page says between `npm ci` and the tests; then a look at what came of it, and its end. */
async function startBySteps(script: string): Promise<string> {
  const free = `export SANDBOX_PORT=0; cd "${project.at('.')}"; rm -f sandbox.json`;
  const look = 'cat sandbox.json; kill %1; wait 2>/dev/null';
  const { stdout } = await run(['bash', '-c', `set -m; ${free}\n${script}\n${look}`]);
  return stdout;
}

/** A container of the image: no arguments, and this environment. */
async function startAsService(env: Env): Promise<Started> {
  const all: NodeJS.ProcessEnv = { ...OF_THE_IMAGE, SANDBOX_PORT: '0', SANDBOX_JSON: 'true' };
  for (const [name, value] of Object.entries(env)) {
    const isSecret = String(value).startsWith('${');
    all[name] = isSecret ? TOKEN : String(value);
  }
  const started = startProcess([project.at(`node_modules/.bin/${NAME}`)], { env: all });
  while (!started.stdout().includes('\n') && started.isAlive()) await wait(10);
  return started;
}

describe('docs/ci.md', () => {
  it('names only options that there are', () => {
    const known = ALL_OPTIONS.map(([, option]) => option);
    const variables = new Set(text.match(/SANDBOX_[A-Z_]+/g));
    const flags = new Set(text.match(/--[a-z][a-z-]+/g));
    flags.delete('--global'); // of npm

    expect(variables.size).toBeGreaterThan(5);
    expect(known.map(variableOf)).toEqual(expect.arrayContaining([...variables]));
    expect(flags.size).toBeGreaterThan(2);
    expect(known.map(({ flag }) => `--${flag}`)).toEqual(expect.arrayContaining([...flags]));
  });
});

describeTools(
  `The files of docs/ci.md${hasTools ? '' : ' (skipped: no tools are installed)'}`,
  () => {
    it.each(['github.yml', 'github-service.yml'])(
      'fit the schema of workflows: %s',
      async (file) => {
        const at = path.join(folder, file);
        writeFileSync(at, FILES.get(file) ?? '');
        const validator = path.join(TOOLS, 'node_modules/.bin/action-validator');

        expect(await run([validator, at])).toMatchObject({ code: 0, stderr: '' });
      },
    );

    it('start the sandbox in a step of GitHub', async () => {
      const { jobs } = await parseYaml<Workflow>('github.yml');
      const step = jobs.test.steps.find(({ name }) => name === 'Start the sandbox');

      expect(JSON.parse(await startBySteps(step?.run ?? ''))).toHaveProperty('tokenEndpoint');
    });

    it('start the sandbox in a step of Bitbucket', async () => {
      const { pipelines } = await parseYaml<Pipelines>('pipelines.yml');
      const [{ step }] = pipelines.default;
      const [install, ...script] = step.script;

      expect([install, script.pop()]).toEqual(['npm ci', 'npm test']);
      expect(JSON.parse(await startBySteps(script.join('\n')))).toHaveProperty('tokenEndpoint');
    });

    it.each([
      ['github-service.yml', ['localhost:32768']],
      ['pipelines-service.yml', ['localhost:7999']],
      ['compose.yaml', ['localhost:7999', 'sandbox:7999']],
    ])('start it with the environment of a service, called as there: %s', async (file, hosts) => {
      const parsed = await parseYaml<Workflow & Pipelines & Compose>(file);
      const { jobs, definitions, services } = parsed;
      const env =
        jobs?.test.services?.sandbox.env ??
        definitions?.services.sandbox.variables ??
        services.sandbox.environment;
      const sandbox = await startAsService(env);
      const { baseUrl } = JSON.parse(sandbox.stdout()) as { baseUrl: string };

      for (const Host of hosts) {
        const { status, body } = await sendRaw(baseUrl, { path: '/', headers: { Host } });
        const own = 'SANDBOX_PUBLIC_URL' in env ? `http://${Host}` : baseUrl;
        expect([status, JSON.parse(body)]).toEqual([
          200,
          expect.objectContaining({ baseUrl: own }),
        ]);
      }
      await sandbox.stop();
    });
  },
);

describePython(`The Python of docs/ci.md${hasPython ? '' : ' (skipped: no python3)'}`, () => {
  it('runs as it stands', async () => {
    project.write('test_sandbox.py', FILES.get('test_sandbox.py') ?? '');

    expect(await project.run('python3', '-m', 'unittest', 'test_sandbox')).toMatch(
      /Ran 1 test [^]*OK\n$/,
    );
  });
});
