import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DOCUMENTS, renderDocument } from '../../docs/generate/documents.ts';
import { assumptions } from '../../src/sandbox/assumptions.ts';
import { writeOptionComments } from '../../docs/generate/option-comments.ts';
import { renderTable, replaceTable } from '../../docs/generate/table.ts';

const CREATE_SANDBOX_OPTIONS = readFileSync(
  'src/sandbox/options/create-sandbox-options.ts',
  'utf8',
);

describe('What is generated from code', () => {
  it.each(DOCUMENTS.map((document) => [document.file, document] as const))(
    '%s is not stale (npm run docs)',
    async (file, document) => {
      const current = readFileSync(file, 'utf8');

      expect(current).toBe(await renderDocument(document, current));
    },
  );

  it('says so beside it, with the command, for whoever edits by hand', () => {
    const files = DOCUMENTS.map(({ file }) => file);

    expect(files.filter((file) => !readFileSync(file, 'utf8').includes('`npm run docs`'))).toEqual(
      [],
    );
  });

  it('has all of an assumption, the statement that is on record with it', () => {
    const document = readFileSync('docs/assumptions.md', 'utf8');
    const parts = assumptions.flatMap(({ about, choice, option, statement }) => [
      about,
      choice,
      ...(option === undefined ? [] : [`\`${option}\``]),
      ...(statement === undefined ? [] : [`](bitbucket.md#${statement})`]),
    ]);

    expect(parts.filter((part) => !document.includes(part))).toEqual([]);
  });

  it('takes the place of one table, and leaves all that people wrote', () => {
    const before =
      'Above.\n\n<!-- colours -->\n\n| old |\n| --- |\n| red |\n\nBelow.\n\n| another |\n';
    const table = renderTable(['new'], [['a | b']]);

    expect(replaceTable(before, 'colours', table)).toBe(
      'Above.\n\n<!-- colours -->\n\n| new |\n| --- |\n| a \\| b |\n\nBelow.\n\n| another |\n',
    );
  });

  it.each([
    '',
    '<!-- colours -->\n\nno table\n',
    '<!-- colours -->\n\n<!-- colours -->\n\n| a |\n',
  ])('is written nowhere where it has no place of its own: %j', (document) => {
    expect(() => replaceTable(document, 'colours', '| a |')).toThrow('<!-- colours -->');
  });
});

describe('The comments of the options of createSandbox', () => {
  it('say the words of the row with the names of the library, whatever stood there', () => {
    const stale = writeOptionComments(
      CREATE_SANDBOX_OPTIONS.replaceAll(/^   \* .*$/gm, '   * Old.'),
    );

    expect(stale).toBe(writeOptionComments(stale));
    expect(stale).not.toContain('Old.');
    expect(stale).toContain("With `publicUrl: 'auto'`: the names by which it may be called");
    expect(stale).toContain('Where to listen; 0 picks a free port. Default `0`.');
  });

  it('are written for members that are there', () => {
    const without = CREATE_SANDBOX_OPTIONS.replace('  pkce:', '  proof:');

    expect(() => writeOptionComments(without)).toThrow('There is no member pkce.');
  });
});
