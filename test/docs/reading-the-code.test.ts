import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const walk = [
  ...readFileSync('docs/reading-the-code.md', 'utf8').matchAll(/^- `([^:`]+):(\w+)`/gm),
].map(([, file = '', name = '']) => ({ file, name }));

describe('The walk through the authorization code grant', () => {
  it('opens at most twenty files, none of them more than twice', () => {
    const files = walk.map(({ file }) => file);
    const thrice = files.filter((file) => files.filter((one) => one === file).length > 2);

    expect(files.length).toBeGreaterThan(15);
    expect(new Set(files).size).toBeLessThanOrEqual(20);
    expect(thrice).toEqual([]);
  });

  it.each(walk)('finds $name in $file', ({ file, name }) => {
    expect(readFileSync(file, 'utf8')).toMatch(
      new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm'),
    );
  });
});
