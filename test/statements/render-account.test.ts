import { describe, expect, it } from '@jest/globals';
import { statements, subjects } from '../../src/statements/index.ts';
import { renderAccount } from '../../src/statements/render-account.ts';

describe('docs/bitbucket.md', () => {
  it('has an anchor for each statement', () => {
    const text = renderAccount(subjects);

    expect(statements.filter(({ id }) => !text.includes(`<a id="${id}"></a>`))).toEqual([]);
  });
});
