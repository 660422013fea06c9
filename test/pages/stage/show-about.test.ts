import { describe, expect, it } from '@jest/globals';
import { grants } from '../../../src/grants/index.ts';
import { readProse } from '../../../src/pages/prose.ts';
import type { ProsePart } from '../../../src/pages/prose.ts';
import { showAbout } from '../../../src/pages/stage/show-about.ts';

describe.each(grants.map((grant) => [grant.title, grant] as const))(
  'What is said of the %s grant',
  (_title, grant) => {
    const rows = showAbout(grant, grants);
    const blocksOf = (row: string) => rows.find(({ id }) => id === row)?.blocks ?? [];
    const entries = rows.flatMap(({ blocks }) => blocks.flatMap((block) => block.entries));
    const statements = entries.flatMap(({ statement }) => statement ?? []);
    const parts: readonly ProsePart[] = [
      ...entries.flatMap(({ text }) => text),
      ...statements.flatMap(({ claim, notes }) => [...claim, ...notes]),
      ...readProse(grant.beforeTheRun ?? ''),
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

      expect(blocksOf('differs').map(({ heading }) => heading?.href)).toEqual(
        others.map(({ slug }) => `/${slug}`),
      );
    });

    it('names who says so, wherever it speaks of live Bitbucket, and when', () => {
      const ofBitbucket = blocksOf('bitbucket').flatMap((block) => block.entries);

      expect(ofBitbucket.length).toBeGreaterThan(2);
      expect(statements.filter(({ sources }) => sources.length === 0)).toEqual([]);
      expect(statements.filter(({ asOf }) => !/^20\d\d-\d\d$/.test(asOf))).toEqual([]);
    });
  },
);
