/** What holds for each program as a text; that they work is held by `npm run test:snippets`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { languages } from '../../src/snippets/languages.ts';
import { hashProgram, readRecord } from '../../src/snippets/record.ts';
import { FILE, readGreen } from './record.ts';
import { programFiles, programs } from './support/program-files.ts';

/** What the stage shows a program at: the steps of its grant that are the client's own, and its calls. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  'authorization-code': ['A', 'C', 'D', 'E', 'API'],
  'client-credentials': ['A', 'B', 'API'],
  refresh: ['Lock', 'Refresh', 'API'],
  'list-repositories': ['API', 'Next'],
  'resource-owner-password': ['B', 'C', 'API'],
  implicit: ['A', 'F', 'API'],
};
const LONGEST = 150; // a sign-in listens for the browser, with nothing but what the language brings
/** What takes fewer lines, and what takes more for the same. */
const LONGEST_IN: Readonly<Record<string, number>> = { typescript: 80, go: 170, java: 170 };

const texts = programFiles.map((file) => ({ ...file, text: readFileSync(file.path, 'utf8') }));

describe('Each program', () => {
  it('has its marks in the table above', () => {
    expect(Object.keys(MARKS).toSorted()).toEqual(programs.toSorted());
  });
});

describe('Each language', () => {
  it.each(languages)('$slug has each program that is no page', ({ slug }) => {
    const names = programFiles
      .filter(({ language, program }) => language.slug === slug && program !== 'implicit')
      .map(({ program }) => program);

    expect(names).toEqual(programs.filter((name) => name !== 'implicit'));
  });
});

describe.each(texts)('$name', ({ name, program, language, eras, text }) => {
  it('is as it ran green: else `npm run test:snippets -- --record -t <language>/`', () => {
    expect(readRecord(FILE)[name]).toEqual({
      sha256: hashProgram(text),
      ranOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      with: expect.stringMatching(/ \d/),
      eras,
    });
  });

  it('has the marks of its steps', () => {
    const marks = [...text.matchAll(/^\s*(?:\/\/|#|\/?\*+|<!--) (\(\w+\)(?:, \(\w+\))*) \S/gm)];
    const letters = marks.flatMap(([, found = '']) => found.match(/\w+/g) ?? []);

    expect(letters).toEqual(expect.arrayContaining([...(MARKS[program] ?? [])]));
  });

  it('is short', () => {
    const limit = LONGEST_IN[language.slug] ?? LONGEST;

    expect(text.trimEnd().split('\n').length).toBeLessThan(limit);
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it('says what it is at its head, and holds no secret', () => {
    const literals = text.match(/(?<=["'`])[\w.-]{12,}(?=["'`])/g) ?? [];

    expect(text.split('\n').slice(0, 6).join('\n')).toMatch(/(?:(?:\/\/|#|\*|<!--) |""")[A-Z]\w+/);
    expect(literals.filter((one) => (one.match(/\d/g) ?? []).length > 2)).toEqual([]);
  });
});

describe('The record', () => {
  it('is there of the one page, too', () => {
    expect(Object.keys(readRecord(FILE))).toContain('javascript/implicit.html');
  });

  it('names no program that is not there', () => {
    const names = new Set(programFiles.map(({ name }) => name));

    expect(Object.keys(readRecord(FILE)).filter((name) => !names.has(name))).toEqual([]);
  });

  it('takes programs of which each test passed, and the eras that these were about', () => {
    const test = (title: string, status: string) => ({ ancestorTitles: [title], status });
    const assertionResults = [
      test('go/refresh.go in current', 'passed'),
      test('go/refresh.go in legacy', 'passed'),
      test('go/implicit.go in legacy', 'passed'),
      test('go/broken.go in current', 'passed'),
      test('go/broken.go in current', 'failed'),
      test('ruby/skipped.rb in current', 'pending'),
    ];

    expect([...readGreen({ testResults: [{ assertionResults }] })]).toEqual([
      ['go/refresh.go', ['current', 'legacy']],
      ['go/implicit.go', ['legacy']],
    ]);
  });
});
