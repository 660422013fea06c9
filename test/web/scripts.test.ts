/** The scripts of the pages as the build makes them: what they weigh, and that they are those that pages load. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const sizeOf = (file: string) => readFileSync(`dist/public/${file}`).length;

describe('The scripts of the pages, built', () => {
  it('are those that stand in public, each in one piece, and no map', () => {
    const written = readdirSync('public').filter((file) => file.endsWith('.js'));

    expect(readdirSync('dist/public')).toEqual(written);
    for (const file of written) {
      expect(readFileSync(`dist/public/${file}`, 'utf8')).not.toMatch(
        /\b(?:im|ex)port\b|sourceMapping/,
      );
    }
  });

  it('weigh less than 12 kB on the stage, and on the pages to read', () => {
    expect(sizeOf('site.js')).toBeLessThan(4_000);
    expect(sizeOf('site.js') + sizeOf('guide.js')).toBeLessThan(12_000);
  });

  it('weigh less than 20 kB where the answer is in the fragment: there the browser is the client', () => {
    expect(sizeOf('site.js') + sizeOf('implicit.js')).toBeLessThan(20_000);
  });
});
