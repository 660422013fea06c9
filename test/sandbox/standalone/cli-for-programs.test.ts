import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { findFreePort, isOpen } from '../../support/ports.ts';
import { type Started, run, startProcess } from '../../support/start-process.ts';

const COMMAND = [process.execPath, 'dist/sandbox/cli.js'];

let running: Started | undefined;
afterEach(async () => void (await running?.stop()));

/** Until it says that it listens. */
async function open(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const started = (running = startProcess(command, { env }));
  while (!started.stdout().includes('\n')) await wait(10);
  return started;
}

describe('The command, started by a program', () => {
  it('says in one line of JSON all that is needed, with --json', async () => {
    const program = await open([...COMMAND, '--port', '0', '--json', '--era', 'legacy']);
    const said = JSON.parse(program.stdout()) as { baseUrl: string };
    const { baseUrl } = said;

    expect(program.stdout().trimEnd()).not.toContain('\n');
    expect(said).toMatchObject({
      authorizationEndpoint: `${baseUrl}/site/oauth2/authorize`,
      tokenEndpoint: `${baseUrl}/site/oauth2/access_token`,
      apiBaseUrl: `${baseUrl}/2.0`,
      era: 'legacy',
      clients: expect.arrayContaining([
        expect.objectContaining({
          name: 'OAuth 2.0 grants demo',
          clientSecret: expect.any(String),
        }),
      ]),
      people: expect.arrayContaining([expect.objectContaining({ username: 'ada' })]),
    });
    expect((await fetch(baseUrl)).status).toBe(200);
  });

  it('takes all of it from the environment, as in a container', async () => {
    const env = { SANDBOX_PORT: '0', SANDBOX_JSON: 'true', SANDBOX_ERA: 'legacy' };
    const program = await open(COMMAND, env);

    expect(JSON.parse(program.stdout())).toMatchObject({ era: 'legacy' });
  });

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

    expect(await run([...COMMAND, '--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('ends with its port on a SIGTERM to npm', async () => {
    const port = await findFreePort();
    const npm = await open(['npm', 'run', '-s', 'sandbox', '--', '--port', String(port)]);
    expect(await isOpen(port)).toBe(true);

    expect(await npm.stop('SIGTERM')).toBe(0);
    expect(await isOpen(port)).toBe(false);
  });
});
