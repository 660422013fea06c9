import { describe, expect, it } from '@jest/globals';
import { mask, maskBeginning } from '../../src/secrets/mask.ts';
import { readBrowserSecrets } from './support/browser-secrets.ts';

describe('What is shown of a secret', () => {
  it.each([
    ['', '••••', '••••'],
    ['fifteen-letters', '••••', '••••'],
    ['sixteen--letters', 'sixt…ters', 'sixt…'],
    ['abcdefghijklmnopqrstuvwxyz', 'abcd…wxyz', 'abcd…'],
  ])('of %j: four characters at an end, and none of a short one', (secret, masked, beginning) => {
    expect(mask(secret)).toBe(masked);
    expect(maskBeginning(secret)).toBe(beginning);
  });

  it('is the same in the browser', async () => {
    const inBrowser = await readBrowserSecrets();

    for (let length = 0; length < 40; length += 1) {
      const secret = 'abcdefghij'.repeat(4).slice(0, length);
      expect(inBrowser.mask(secret)).toBe(mask(secret));
    }
  });
});
