import { describe, expect, it } from '@jest/globals';
import { statements, subjects } from '../../src/statements/index.ts';
import { hrefOf } from '../../src/statements/statement.ts';
import { renderAccount } from '../../src/statements/render-account.ts';

describe('The account in Markdown', () => {
  const text = renderAccount(subjects);

  it('has an anchor, a status and a month for each statement', () => {
    const lines = statements.map(
      ({ id, about, status, asOf }) => `<a id="${id}"></a>**${about}** (${status}, ${asOf}). `,
    );

    expect(lines.filter((line) => !text.includes(line))).toEqual([]);
  });

  it('has a link to each source, and says what the sandbox does otherwise', () => {
    const hrefs = statements.flatMap(({ sources }) => sources.map(hrefOf));
    const departures = statements.flatMap(({ sandbox }) => Object.values(sandbox ?? {}));

    expect(hrefs.filter((href) => !text.includes(`](${href})`))).toEqual([]);
    expect(departures.length).toBeGreaterThan(10);
    expect(departures.filter((words) => !text.includes(words))).toEqual([]);
  });
});
