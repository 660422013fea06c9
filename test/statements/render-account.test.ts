import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { statements, subjects } from '../../src/statements/index.ts';
import { renderAccount } from '../../src/statements/render-account.ts';

const FILE = 'docs/bitbucket.md';

describe('docs/bitbucket.md', () => {
  it('is made of the list of statements, and is not older than it', async () => {
    const options = { ...(await resolveConfig(FILE)), filepath: FILE };

    expect(readFileSync(FILE, 'utf8')).toBe(await format(renderAccount(subjects), options));
  });

  it('has an anchor for each statement', () => {
    const text = renderAccount(subjects);

    expect(statements.filter(({ id }) => !text.includes(`<a id="${id}"></a>`))).toEqual([]);
  });
});
