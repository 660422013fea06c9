/** In a shell, what a server says could become an option of curl, or a command: no program of bash lets it. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { json, openScriptedServer } from '../../support/scripted-server.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';
import type { Bench } from '../support/bench.ts';
import { describeHere, opener } from '../support/describe-program.ts';
import { bringBack, readAddress } from '../support/person.ts';
import { programFiles } from '../support/program-files.ts';
import type { ProgramFile } from '../support/program-files.ts';

const optionsOfCurl = (planted: string) => `x"\noutput = "${planted}"\n#`;
/** An array's index is reckoned, and so is what stands in it. `SECONDS` is set in every bash. */
const command = (planted: string) => `+SECONDS[$(touch ${planted})]`;

for (const file of programFiles.filter(({ language }) => language.slug === 'bash')) {
  const [era = 'current'] = file.eras;

  describeHere(file)(`${file.name} in ${era}`, () => {
    const open = opener(file, era);
    let server: ScriptedServer;
    beforeEach(async () => {
      server = await openScriptedServer();
      server.on('/2.0/user', json({ display_name: 'Ada Example' }));
    });
    afterEach(() => server.close());

    it.each(['a token that goes on as options of curl', 'a time that is a command'])(
      'takes for data %s',
      async (what) => {
        const bench = await open();
        const planted = path.join(path.dirname(bench.tokenFile), 'planted');
        const token = optionsOfCurl(planted);
        const tokens = { access_token: token, refresh_token: token, scope: 'account' };
        const time = what.includes('time') ? command(planted) : undefined;
        const isOld = file.program === 'refresh';
        const kept = { ...tokens, expires_at: time ?? (isOld ? 1 : 9e9) };
        writeFileSync(bench.tokenFile, JSON.stringify(kept));
        const answer = { ...tokens, expires_in: time ?? 7_200 };
        server.on('/site/oauth2/access_token', json(answer));

        await runToItsEnd(file, bench, server);

        expect(existsSync(planted)).toBe(false);
      },
    );
  });
}

async function runToItsEnd(file: ProgramFile, bench: Bench, { url }: ScriptedServer) {
  const running = bench.start({ BITBUCKET_URL: url, BITBUCKET_API_URL: url, WORKSPACE: 'w' });
  if (file.program === 'authorization-code') {
    const { searchParams } = await readAddress(running);
    const state = searchParams.get('state') ?? '';
    const query = new URLSearchParams({ code: 'a-code', state });
    await bringBack(file, running, new URL(`${bench.callback}?${query.toString()}`));
  }
  await running.end();
}
