import { describe, expect, it } from '@jest/globals';
import { readCookie } from '../../src/http/cookies.ts';

describe('A cookie', () => {
  it.each([
    ['id=a', 'a'],
    ['other=b; id=a', 'a'],
    ['other=b;id=a;', 'a'],
    ['id=a=b', 'a=b'],
    ['id=first; id=second', 'first'],
    ['id=', ''],
    ['xid=a; id2=b', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('is read by its whole name: %s', (cookie, value) => {
    const headers = cookie === undefined ? {} : { cookie };

    expect(readCookie({ headers }, 'id')).toBe(value);
  });
});
