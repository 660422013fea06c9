/** What is JSON, and not what was asked for: no trace of the stack. Those that read a token from a file stand for all. */
import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Answer, json, openScriptedServer } from '../../support/scripted-server.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import { describeHere, opener } from '../support/describe-program.ts';
import { prepare, runWithPerson } from '../support/person.ts';
import { programFiles } from '../support/program-files.ts';

const ODD: Readonly<Record<string, Answer>> = {
  null: json(null),
  'a list': json([1]),
  'a redirect with {}': { ...json({}, 302), headers: { Location: '/elsewhere' } },
  'a refusal that is a list': json([1], 400),
  'a next page that is a file': json({ values: [], next: 'file:///etc/passwd' }),
};
const TRACE = /^\s+at |Traceback|goroutine|#\d+ |\.rb:\d+:in /m;

/** Before their library refuses it, in words that would show it. */
const CHECK_THEIR_TOKEN = new Set(['python', 'python-requests', 'javascript', 'typescript']);
const READ_A_FILE = new Set(['list-repositories', 'refresh']);

for (const file of programFiles.filter(({ program }) => READ_A_FILE.has(program))) {
  describeHere(file)(`${file.name} in ${file.eras[0]}`, () => {
    const open = opener(file, file.eras[0] ?? 'current');
    let server: ScriptedServer;
    beforeEach(async () => {
      server = await openScriptedServer();
    });
    afterEach(() => server.close());

    it.each(Object.keys(ODD))('shows no trace of the stack at %s', async (name) => {
      const bench = await prepare(file, await open());
      for (const at of ['/2.0/user', '/2.0/repositories/w']) server.on(at, ODD[name] ?? {});
      const env = { BITBUCKET_API_URL: server.url, WORKSPACE: 'w' };

      const { code, stderr } = await runWithPerson(file, bench, env);

      expect(stderr).not.toMatch(TRACE);
      expect(file.program === 'refresh' || code === 1).toBe(true);
    });

    if (!CHECK_THEIR_TOKEN.has(file.language.slug)) return;

    it('prints no token that it cannot send', async () => {
      const bench = await open();
      const token = 'not-for-your-eyes\nat-all';
      const tokens = { access_token: token, refresh_token: token, scope: 'account' };
      writeFileSync(bench.tokenFile, JSON.stringify({ ...tokens, expires_at: 9e9 }));

      const { stdout, stderr } = await bench.run();

      expect(stderr).not.toMatch(TRACE);
      expect(stdout + stderr).not.toContain('not-for-your-eyes');
    });
  });
}
