import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readTitles } from './titles.ts';
import { readCells } from './trace.ts';

const DOCUMENT = readFileSync('docs/checks.md', 'utf8');
const [, leftOut = ''] = DOCUMENT.split('\n## 5. On the image behind Caddy\n');
const idsIn = (text: string) => text.match(/\b[SR]\d\d\b/g) ?? [];

const textsIn = (folder: string, ending: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));

describe('docs/checks.md, of the image behind Caddy', () => {
  it('has each check asked there, or left out with its reason, and none of them both', () => {
    const asked = [
      ...textsIn('test/container', '.test.ts').flatMap(readTitles),
      ...textsIn('test/attack/deployment', '.ts').flatMap(
        (text) => text.match(/\bid: '\w+'/g) ?? [],
      ),
    ].flatMap(idsIn);
    const all = readCells(DOCUMENT).flatMap(({ name }) => /^[SR]\d\d$/.exec(name) ?? []);

    expect(all).toHaveLength(90);
    expect([...new Set(asked), ...idsIn(leftOut)].toSorted()).toEqual(all.toSorted());
  });
});
