import { describe, expect, it } from '@jest/globals';
import { readProse } from '../../src/pages/prose.ts';

describe('The words of a grant', () => {
  it('are taken apart at their marks, in order', () => {
    expect(readProse('**Life.** Send `expires_in`, then [read](/implicit) on.')).toEqual([
      { kind: 'strong', text: 'Life.' },
      { kind: 'plain', text: ' Send ' },
      { kind: 'code', text: 'expires_in' },
      { kind: 'plain', text: ', then ' },
      { kind: 'link', text: 'read', href: '/implicit' },
      { kind: 'plain', text: ' on.' },
    ]);
  });

  it('are plain where they carry no mark, and nothing where there are none', () => {
    expect(readProse('a < b & c')).toEqual([{ kind: 'plain', text: 'a < b & c' }]);
    expect(readProse('')).toEqual([]);
  });

  it('leave a mark that is not closed as it stands', () => {
    expect(readProse('5 ** 2 and [this')).toEqual([{ kind: 'plain', text: '5 ** 2 and [this' }]);
  });
});
