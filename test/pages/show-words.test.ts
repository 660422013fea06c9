import { describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { showWords } from '../../src/pages/show-words.ts';
import type { ProsePart } from '../../src/pages/prose.ts';

describe.each(grants.map((grant) => [grant.title, grant] as const))(
  'What is said of the %s grant',
  (_title, grant) => {
    const words = showWords(grant, grants);
    const remarks = [...words.use, ...words.avoid, ...words.security];
    const statements = [...remarks, ...words.bitbucket].flatMap(({ statement }) => statement ?? []);
    const parts: readonly ProsePart[] = [
      ...remarks.flatMap(({ text }) => text),
      ...words.bitbucket.flatMap(({ advice = [] }) => advice),
      ...statements.flatMap(({ claim, notes }) => [...claim, ...notes]),
      ...words.differences.flatMap(({ text }) => text),
      ...(words.beforeTheRun ?? []),
    ];

    it('has no mark that was not closed', () => {
      expect(parts.length).toBeGreaterThan(10);
      expect(parts.filter(({ text }) => /`|\*\*|\]\(/.test(text))).toEqual([]);
    });

    it('leads to pages that are there', () => {
      const hrefs = parts.flatMap((part) => (part.kind === 'link' ? [part.href] : []));

      expect(hrefs.filter((href) => !grants.some(({ slug }) => href === `/${slug}`))).toEqual([]);
    });

    it('tells it from each of the others, in their order', () => {
      const others = grants.filter(({ slug }) => slug !== grant.slug);

      expect(words.differences.map(({ slug }) => slug)).toEqual(others.map(({ slug }) => slug));
    });

    it('names who says so, wherever it speaks of live Bitbucket, and when', () => {
      expect(words.bitbucket.length).toBeGreaterThan(2);
      expect(statements.filter(({ sources }) => sources.length === 0)).toEqual([]);
      expect(statements.filter(({ asOf }) => !/^20\d\d-\d\d$/.test(asOf))).toEqual([]);
    });
  },
);
