import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const TOP = path.resolve(import.meta.dirname, '../..');
const linesOf = (file: string) => readFileSync(path.join(TOP, file), 'utf8').split('\n');

describe('What is sent to a build of the image', () => {
  it('is what the Containerfile copies, and nothing else: no .env, no history, no packages', () => {
    const copied = linesOf('Containerfile').flatMap((line) => {
      const [word, ...paths] = line.split(' ');
      return word === 'COPY' && !line.includes('--from') ? paths.slice(0, -1) : [];
    });
    const [all, ...sent] = linesOf('.dockerignore').filter((line) => /^[*!]/.test(line));

    expect(all).toBe('*');
    expect(sent).toContain('!packaging/image'); // as a whole, of which one file is copied once more
    expect(new Set(sent)).toEqual(
      new Set(copied.filter((one) => !one.startsWith('packaging/image/')).map((one) => `!${one}`)),
    );
  });
});
