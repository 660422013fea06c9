import { describe, expect, it } from '@jest/globals';
import { spellingsOf } from '../../src/wire/find-secrets.ts';

describe('How a secret may be written', () => {
  it.each([
    ['one way, of letters, digits and what no notation escapes', 'Az09_-.Az09', 1],
    ['two, with a ~, which a form escapes', 'Az09~Az09', 2],
    ['two, with a =, which a query escapes', 'Az09Az09==', 2],
    ['three, with a /, which JSON may escape', 'Az09/Az09', 3],
    ['three, with an é, which JSON may write in ASCII', 'Az09éAz09', 3],
  ])('%s', (_title, secret, count) => {
    const spellings = spellingsOf([secret]);

    expect(spellings).toHaveLength(count);
    expect(spellings[0]).toBe(secret);
    expect(spellings).toContain(encodeURIComponent(secret).replaceAll('~', '%7E'));
    expect(spellings).toContain(JSON.stringify(secret).slice(1, -1));
  });

  it('is nothing to look for where it is empty', () => {
    expect(spellingsOf([''])).toEqual([]);
  });
});
