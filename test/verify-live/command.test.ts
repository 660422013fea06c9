import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';
import { verifyLive } from '../../src/verify-live/command.ts';
import { runSandbox } from '../sandbox/support/running.ts';
import { findFreePort } from '../support/ports.ts';

/** @param answer To the question whether it may be sent. */
async function runCommand(answer: boolean, env: Record<string, string> = {}) {
  const said: string[] = [];
  const reports: string[] = [];
  const code = await verifyLive({
    config: loadConfig('/nowhere/config.json', env),
    usesBrowser: true,
    day: '2026-11-25',
    terminal: {
      say: (text) => {
        said.push(text);
        const [link] = /http\S+authorize\S+/.exec(text) ?? [];
        if (link !== undefined) void fetch(link).catch(() => undefined); // the browser: it follows to the callback URL
      },
      confirm: () => Promise.resolve(answer),
      writeReport: (text) => Promise.resolve(`report ${reports.push(text)}`),
    },
  });
  return { code, said: said.join('\n'), reports };
}

async function openStage() {
  const port = await findFreePort();
  const callback = `http://127.0.0.1:${port}/oauth-callback`;
  const { sandbox, client } = await runSandbox({ callback });
  sandbox.approve('ada', { times: null });
  const env = {
    BITBUCKET_CONSUMER_KEY: client.clientId,
    BITBUCKET_CONSUMER_SECRET: client.clientSecret,
    BITBUCKET_URL: sandbox.baseUrl,
    BITBUCKET_API_URL: sandbox.baseUrl,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    BITBUCKET_SCOPES: 'account email repository',
  };
  return { sandbox, env };
}

describe('npm run verify-live', () => {
  it('says what it will send, and sends nothing without a yes', async () => {
    const { sandbox, env } = await openStage();
    const { code, said, reports } = await runCommand(false, env);

    expect(code).toBe(2);
    expect(said).toContain('It creates, changes and deletes nothing');
    expect(said).toContain('- a body of JSON with grant_type=client_credentials');
    expect(said).toContain('Nothing was sent.');
    expect([sandbox.requests, reports]).toEqual([[], []]);
    await sandbox.close();
  });

  it('after a yes, tries all with the browser’s help, and writes what it saw beside what is listed', async () => {
    const { sandbox, env } = await openStage();
    const { code, said, reports } = await runCommand(true, env);

    expect(code).toBe(0);
    expect(said).toContain('≠ PKCE (pkce-verifier)');
    expect(said).toContain('listed: 200');
    expect(said).toContain('= Rotation (refresh-rotates)');
    expect(said).toMatch(/\d+ as listed, 1 otherwise, \d recorded, 0 not tried\./);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain(
      '| refresh-rotates | 2026-10 | another one | another one | as listed |',
    );
    await sandbox.close();
  });

  it('needs a consumer', async () => {
    const { code, said } = await runCommand(true);

    expect(code).toBe(2);
    expect(said).toContain('put its key and secret into .env or config.json');
  });
});
