import { describe, expect, it } from '@jest/globals';
import { readMarks } from '../../src/snippets/marks.ts';

describe('The marks of a program', () => {
  it('begin with a comment that names letters, and end before the next blank line', () => {
    const text = [
      '// A program.',
      '// (A) Ask for a code.',
      'ask();',
      '',
      'rest();',
      '  // (D), (E) Trade it. RFC 6749 §4.1.3',
      '  trade();',
      '  store();',
      '   ',
      'end();',
    ].join('\n');

    expect(readMarks(text)).toEqual([
      { letters: ['A'], from: 2, to: 3 },
      { letters: ['D', 'E'], from: 6, to: 8 },
    ]);
  });

  it.each([
    ['# (API) The token goes into the header.', ['API']],
    ['\t# (Refresh), (Lock) One at a time.', ['Refresh', 'Lock']],
    ['<!-- (C) The answer. -->', ['C']],
    ['/* (Next) The next page. */', ['Next']],
  ])('are found in each language: %s', (line, letters) => {
    expect(readMarks(line)).toEqual([{ letters, from: 1, to: 1 }]);
  });

  it.each(['// no (A) in front', 'call(A)', '// (a plain remark)', '// A: not in parentheses'])(
    'are nothing else: %s',
    (line) => {
      expect(readMarks(line)).toEqual([]);
    },
  );

  it('go to the end of a file that has no blank line after them', () => {
    expect(readMarks('# (B) One.\ntwo\n')).toEqual([{ letters: ['B'], from: 1, to: 2 }]);
  });
});
