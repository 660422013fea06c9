import { describe, expect, it } from '@jest/globals';
import { grants } from '../../src/grants/index.ts';
import { showWords } from '../../src/pages/show-words.ts';
import type { ProsePart } from '../../src/pages/prose.ts';

describe.each(grants.map((grant) => [grant.title, grant] as const))(
  'What is said of the %s grant',
  (_title, grant) => {
    const words = showWords(grant, grants);
    const remarks = [...words.use, ...words.avoid, ...words.security, ...words.bitbucket];
    const parts: readonly ProsePart[] = [
      ...remarks.flatMap(({ text, assumption = [] }) => [...text, ...assumption]),
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

    it('names who says so, wherever it speaks of live Bitbucket, and its date as a date', () => {
      expect(words.bitbucket.filter(({ source = '' }) => source.trim() === '')).toEqual([]);
      const dates = remarks.flatMap(({ asOf }) => asOf ?? []);
      expect(dates.filter((date) => !/^20\d\d(-\d\d){0,2}$/.test(date))).toEqual([]);
    });
  },
);
