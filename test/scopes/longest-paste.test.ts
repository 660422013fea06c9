import { describe, expect, it } from '@jest/globals';
import { readPastedCalls } from '../../src/scopes/read-pasted-calls.ts';
import { readPastedScopes } from '../../src/scopes/read-pasted-scopes.ts';
import { readRefusal } from '../../src/scopes/read-refusal.ts';
import { processorTime } from '../support/processor-time.ts';

const LONGEST = 8_000;
const PIECES = [
  ' ',
  '\n',
  ' \n',
  '\t',
  '<',
  '< ',
  '-X',
  '-X ',
  '"scopes" ',
  '"required"',
  '"required" : ',
  '/',
  '/2.0/',
  '/user/',
  'git ',
  'x-oauth-scopes:',
  'a:',
  "'",
  '\\',
  '%20',
  '\\\n',
];

describe('A paste as long as is read', () => {
  it.each(PIECES)('is read at once, whatever is in it, such as %j again and again', (piece) => {
    const text = piece.repeat(LONGEST / piece.length);
    const read = () => {
      readPastedCalls(text);
      readPastedScopes(text);
      readRefusal(text);
    };

    expect(processorTime(read)).toBeLessThan(500);
  });
});
