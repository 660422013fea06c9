/** The programs of curl hand no secret to a command as an argument: whoever is on the machine can list those. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeHere, opener } from '../support/describe-program.ts';
import { prepare, runWithPerson } from '../support/person.ts';
import { programFiles } from '../support/program-files.ts';
import { findSecrets } from '../support/secrets.ts';

/** Writes down what it was called with, and is then the command of its name. */
const SPY = `#!/bin/sh
printf '%s\\n' "$0 $*" >>"$ARGUMENTS"
PATH=\${PATH#*:}
exec "$(basename "$0")" "$@"
`;

for (const file of programFiles.filter(({ language }) => language.slug === 'bash')) {
  const [era = 'current'] = file.eras;

  describeHere(file)(`${file.name} in ${era}`, () => {
    const open = opener(file, era);
    let spies = '';
    beforeEach(() => {
      spies = mkdtempSync(path.join(os.tmpdir(), 'spies-'));
      for (const name of ['curl', 'jq', 'openssl', 'sed', 'base64']) {
        writeFileSync(path.join(spies, name), SPY);
        chmodSync(path.join(spies, name), 0o755);
      }
    });
    afterEach(() => rmSync(spies, { recursive: true }));

    it('hands its secrets on by standard input', async () => {
      const bench = await prepare(file, await open());
      const log = path.join(spies, 'arguments');
      const env = { PATH: `${spies}:${process.env['PATH'] ?? ''}`, ARGUMENTS: log };

      expect(await runWithPerson(file, bench, env)).toMatchObject({ code: 0 });

      const called = existsSync(log) ? readFileSync(log, 'utf8') : '';
      expect(called).toContain(`/curl --config -`);
      expect(findSecrets(bench.sandbox, called)).toEqual([]);
    });
  });
}
