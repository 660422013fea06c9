import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const document = readFileSync('docs/architecture.md', 'utf8');
const [, answers = ''] = document.split('## Where is …?');
const rows = answers
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:Question|-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, question = '', where = '', begin = '']) => ({
    question,
    files: [...where.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file = '']) => file),
    begin: begin.replaceAll('`', ''),
  }));

describe('What a newcomer asks', () => {
  it('is ten questions at least', () => {
    expect(rows.length).toBeGreaterThanOrEqual(10);
  });

  it.each(rows.map((row) => [row.question, row] as const))(
    '%s leads to a file that exports what to begin at',
    (_question, { files, begin }) => {
      expect(files.length).toBeGreaterThan(0);
      expect(begin).toMatch(/^\w+$/);
      for (const file of files) {
        expect([file, existsSync(file)]).toEqual([file, true]);
        expect(readFileSync(file, 'utf8')).toMatch(
          new RegExp(`^export (?:async )?(?:const|function|interface|class) ${begin}\\b`, 'm'),
        );
      }
    },
  );

  it('has a path for every step of a run, and for each answer to a second click', () => {
    const text = document.slice(0, document.indexOf('## Where is …?'));
    const linked = [...text.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file = '']) => file);
    const steps = text.match(/^\d\. .*$/gm) ?? [];
    const bySide =
      /then `([\w-]+\.ts)`, `([\w-]+\.ts)` and `([\w-]+\.ts)` beside it/.exec(text) ?? [];

    expect(steps).toHaveLength(7);
    expect(steps.filter((step) => !step.includes('](../src/'))).toEqual([]);
    expect(linked.filter((file) => !existsSync(file))).toEqual([]);
    expect(bySide).toHaveLength(4);
    for (const file of bySide.slice(1)) {
      expect(existsSync(`src/sandbox/authorization-server/${file}`)).toBe(true);
    }
  });
});
