import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashProgram } from '../../src/snippets/record.ts';
import { findForStep } from '../../src/snippets/find-program.ts';
import { grammarOf, openProgramSources } from '../../src/snippets/program-sources.ts';

const SIGN_IN = '# (A) Ask.\n\n# (D), (E) Trade.\n';
const FILES = {
  'python/authorization-code.py': SIGN_IN,
  'python/refresh.py': '# (Refresh) Renew.\n# (API) And try.\n',
  'python/list-repositories.py': '# (API) Read.\n\n# (Next) Go on.\n',
  'go/authorization-code.go': '// (A) Ask.\n\n// (API) Read.\n',
  'go/go.mod': 'module example\n',
  'javascript/implicit.html': '<!-- (F) Read it. -->\n',
  'cobol/authorization-code.cob': '* (A)\n',
};

describe('The sources of the programs', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'snippets-'));
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const run = { ranOn: '2026-11-26', with: 'Python 3.11.2', eras: ['current'] };
    const record = {
      'python/authorization-code.py': { ...run, sha256: hashProgram(SIGN_IN) },
      'python/refresh.py': { ...run, sha256: hashProgram('another text') },
    };
    writeFileSync(path.join(folder, 'record.json'), JSON.stringify(record));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const find = (grant: string, letter: string) =>
    findForStep(openProgramSources(folder), grant, letter).map(
      ({ language, file }) => `${language.slug}/${file}`,
    );

  it('has the programs of the languages that there are, and no other file', () => {
    const files = openProgramSources(folder).sources();

    expect(files.map(({ file }) => file)).toEqual([
      'implicit.html',
      'authorization-code.py',
      'list-repositories.py',
      'refresh.py',
      'authorization-code.go',
    ]);
    expect(files.map(grammarOf)).toEqual(['xml', 'python', 'python', 'python', 'go']);
  });

  it('finds the grant’s own program where it has lines of the step, and else the shared one', () => {
    expect(find('authorization-code', 'D')).toEqual(['python/authorization-code.py']);
    expect(find('authorization-code', 'API')).toEqual([
      'python/list-repositories.py',
      'go/authorization-code.go',
    ]);
    expect(find('authorization-code', 'Refresh')).toEqual(['python/refresh.py']);
    expect(find('client-credentials', 'Next')).toEqual(['python/list-repositories.py']);
    expect(find('implicit', 'F')).toEqual(['javascript/implicit.html']);
    expect(find('authorization-code', 'B')).toEqual([]);
  });

  it('says of a program that it ran, where these very bytes did', () => {
    const runs = openProgramSources(folder)
      .sources()
      .filter(({ run }) => run !== undefined);

    expect(runs.map(({ file, run }) => [file, run?.with])).toEqual([
      ['authorization-code.py', 'Python 3.11.2'],
    ]);
  });

  it('is empty where there is no folder', () => {
    expect(openProgramSources(path.join(folder, 'nowhere')).sources()).toEqual([]);
  });
});
