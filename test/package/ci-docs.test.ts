import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_OPTIONS } from '../../src/sandbox/options/command-options.ts';
import { variableOf } from '../../src/sandbox/options/option.ts';
import { sendRaw } from '../support/raw.ts';
import { type Ended, type Started, run, startProcess } from '../support/start-process.ts';
import { ciCommand, ciFile, describeCiPrograms, runCiPrograms } from './ci-programs.ts';
import { TOP, installAlone } from './empty-project.ts';
import { NAME, packSandbox } from './pack-sandbox.ts';
import { hasTools, parseYaml } from './yaml.ts';

const TOOLS = path.join(TOP, 'test/package');
const describeTools = hasTools ? describe : describe.skip;
/** Of the image that docs/ci.md makes of the package. */
const [, ENV = ''] = /^ENV (.+)$/m.exec(ciFile('Dockerfile')) ?? [];
const OF_THE_IMAGE = ENV.split(' ').map((pair) => pair.split('='));
const TOKEN = 'kJ8v2Qx7Zp4Tn6Wb1Rc9Yd3Gf5Hs0Lm8';

const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-ci-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { tarball } = packSandbox(folder);
const project = await installAlone(path.join(folder, 'project'), tarball);
const text = readFileSync(path.join(TOP, 'docs/ci.md'), 'utf8');

interface Workflow {
  jobs: { test: { steps: Step[]; services?: { sandbox: { env: Env } } } };
}
interface Step {
  name?: string;
  run?: string;
  env?: Env;
}
interface Pipelines {
  pipelines: { default: [{ step: { script: string[] } }] };
  definitions?: { services: { sandbox: { variables: Env } } };
}
interface Compose {
  services: Readonly<Record<'sandbox' | 'tests', { environment: Env }>>;
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
  const all: NodeJS.ProcessEnv = { SANDBOX_PORT: '0', SANDBOX_JSON: 'true' };
  for (const [name = '', value = ''] of [...OF_THE_IMAGE, ...Object.entries(env)]) {
    const isSecret = String(value).startsWith('$');
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
    const started = text.match(new RegExp(`${NAME}"?,? (?:"?--.*)`, 'g'));
    const flags = new Set(started?.join('\n').match(/--[a-z][a-z-]+/g));

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
        writeFileSync(at, ciFile(file));
        const validator = path.join(TOOLS, 'node_modules/.bin/action-validator');

        expect(await run([validator, at])).toMatchObject({ code: 0, stderr: '' });
      },
    );

    it('start the sandbox in a step of GitHub', async () => {
      const { jobs } = (await parseYaml(ciFile('github.yml'))) as Workflow;
      const step = jobs.test.steps.find(({ name }) => name === 'Start the sandbox');

      expect(JSON.parse(await startBySteps(step?.run ?? ''))).toHaveProperty('tokenEndpoint');
    });

    it('start the sandbox in a step of Bitbucket', async () => {
      const { pipelines } = (await parseYaml(ciFile('pipelines.yml'))) as Pipelines;
      const [{ step }] = pipelines.default;
      const [install, ...script] = step.script;

      expect([install, script.pop()]).toEqual(['npm ci', 'npm test']);
      expect(JSON.parse(await startBySteps(script.join('\n')))).toHaveProperty('tokenEndpoint');
    });

    it('run the tests of the page beside a service, which knows their token', async () => {
      const { jobs } = (await parseYaml(ciFile('github-service.yml'))) as Workflow;
      const { definitions, pipelines } = (await parseYaml(
        ciFile('pipelines-service.yml'),
      )) as Pipelines;
      const { services } = (await parseYaml(ciFile('compose.yaml'))) as Compose;
      const step = jobs.test.steps.find((one) => one.run !== undefined);
      const [, waiting, test] = pipelines.default[0].step.script;
      const token = 'SANDBOX_CONTROL_TOKEN';

      expect(`${step?.run}\n`).toBe(ciCommand('test_bitbucket.py'));
      expect(step?.env?.[token]).toBe(jobs.test.services?.sandbox.env[token]);
      expect(ciCommand('image')).toContain(`\n${waiting}\n`);
      expect(ciCommand('bitbucket_test.go')).toContain(`\n${test}\n`);
      expect(definitions?.services.sandbox.variables[token]).toBe(`$${token}`);
      expect(services.tests.environment[token]).toBe(`\${${token}}`);
    });

    it.each([
      ['github-service.yml', ['localhost:32768']],
      ['pipelines-service.yml', ['localhost:7999']],
      ['compose.yaml', ['localhost:7999', 'sandbox:7999']],
    ])('start it with the environment of a service, called as there: %s', async (file, hosts) => {
      const parsed = (await parseYaml(ciFile(file))) as Workflow & Pipelines & Compose;
      const { jobs, definitions, services } = parsed;
      const env =
        jobs?.test.services?.sandbox.env ??
        definitions?.services.sandbox.variables ??
        services.sandbox.environment;
      const sandbox = await startAsService(env);
      const { baseUrl } = JSON.parse(sandbox.stdout()) as { baseUrl: string };

      for (const Host of hosts) {
        const { status, body } = await sendRaw(baseUrl, { path: '/', headers: { Host } });
        expect([status, JSON.parse(body)]).toEqual([
          200,
          expect.objectContaining({ baseUrl: `http://${Host}` }),
        ]);
      }
      await sandbox.stop();
    });
  },
);

describe('What does not work, by docs/ci.md', () => {
  const [, table = ''] = text.split('## When it does not work');
  const known = [...table.matchAll(/^\| (?:(\d{3}) )?`([^`]+)`/gm)];
  const OPEN = { SANDBOX_HOST: '0.0.0.0' };
  const AUTO = { ...OPEN, SANDBOX_PUBLIC_URL: 'auto' };

  /** @returns What the command says and ends with, or what it answers. */
  async function meet(env: Env, headers: Record<string, string> = {}): Promise<string> {
    const sandbox = await startAsService(env);
    if (!sandbox.isAlive()) return `${await sandbox.ended} ${sandbox.stderr()}`;
    const { baseUrl } = JSON.parse(sandbox.stdout()) as { baseUrl: string };
    const { status, body } = await sendRaw(baseUrl, { path: '/_sandbox/clients', headers });
    await sandbox.stop();
    return `${status} ${body}`;
  }

  it('is said in these words', async () => {
    const token = { SANDBOX_CONTROL_TOKEN: TOKEN };
    const met = await Promise.all([
      meet({ ...OPEN, SANDBOX_CONTROL_TOKEN: '' }),
      meet({ ...OPEN, SANDBOX_CONTROL_TOKEN: 'short' }),
      meet({ ...AUTO, ...token }, { Host: 'sandbox:7999' }),
      meet({ ...OPEN, ...token, SANDBOX_PUBLIC_URL: '', SANDBOX_HOSTS: 'sandbox' }),
      meet({ ...AUTO, SANDBOX_NO_CONTROL: true }),
      meet({ ...AUTO, ...token }),
      meet({ ...AUTO, ...token }, { Authorization: `Bearer ${TOKEN}x` }),
    ]);

    expect(known).toHaveLength(met.length);
    known.forEach(([, status = '2', words = ''], at) => {
      expect(met[at]).toMatch(new RegExp(`^${status} `));
      expect(met[at]).toContain(words);
    });
  });
});

describe('The tests of docs/ci.md, all at once, each with a sandbox of its own', () => {
  let ended: ReadonlyMap<string, Ended>;
  beforeAll(async () => {
    ended = await runCiPrograms(project.at('.'));
  });

  describeCiPrograms(() => ended);
});
