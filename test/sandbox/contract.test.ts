import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { apiRows } from './contract/api.ts';
import { authorizationServerRows } from './contract/authorization-server.ts';
import { clientRows } from './contract/clients-and-scopes.ts';
import { readTitles } from './contract/titles.ts';

/**
 * Walks the tables of `bitbucket-contract.md`: each row that describes behaviour names words of
 * the title of a test that runs, each other one the reason why there is none.
 */
const ROWS = [...authorizationServerRows, ...clientRows, ...apiRows];
const PROVED = ROWS.flatMap(([section, row, proof]) =>
  typeof proof === 'string' ? [[section, row, proof] as const] : [],
);

const titles = ['.', '../clients'].flatMap((folder) => {
  const root = path.join(import.meta.dirname, folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts') && file !== 'contract.test.ts')
    .flatMap((file) => readTitles(readFileSync(path.join(root, file), 'utf8')));
});

describe('The contract, row by row', () => {
  it.each(PROVED)('§%s %s has its test', (_section, _row, words) => {
    expect(titles.filter((title) => title.includes(words))).not.toEqual([]);
  });

  it('has rows of every section that describes behaviour, each once', () => {
    const sections = new Set(ROWS.map(([section]) => section));
    const names = ROWS.map(([section, row]) => `${section} ${row}`);

    expect([...sections].toSorted().join(' ')).toBe(
      '0 1.1 1.2 1.3 1.4 1.5 1.6 2 3 4.1 4.2 4.3 4.4 4.5 4.6 5 6',
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('leaves few rows without a test, each with its reason', () => {
    const reasons = ROWS.flatMap(([, , proof]) =>
      typeof proof === 'string' ? [] : [proof.because],
    );

    expect(reasons.length).toBeLessThan(20);
    expect(reasons.filter((reason) => reason.length < 20)).toEqual([]);
  });
});

describe('The titles that count', () => {
  it('are those of tests that run: `it`, `it.each`, by the `describe` around them', () => {
    const source = `
      describe('A', () => {
        it('one', () => {});
        it.each([1])(\`two \${x} three\`, () => {});
        describe.each(ERAS)('B', () => { if (isLegacy) { it('four', () => {}); } });
      });`;

    expect(readTitles(source)).toEqual([' › A › one', ' › A › two ${…} three', ' › A › B › four']);
  });

  it('are not those of a comment, a text, a skipped or planned test, or one that is commented out', () => {
    const source = `
      // it('one', () => {});
      /* it('two', () => {}); */
      const text = "it('three', () => {})";
      it.skip('four', () => {});
      it.todo('five');
      xit('six', () => {});
      it.skip.each([1])('seven', () => {});
      describe.skip('A', () => { it('eight', () => {}); });
      xdescribe('B', () => { it('nine', () => {}); });
      edit('ten', () => {});`;

    expect(readTitles(source)).toEqual([]);
  });
});
