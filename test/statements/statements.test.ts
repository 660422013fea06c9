import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { arrangeAccount } from '../../src/statements/account.ts';
import { findStatement, statements, subjects } from '../../src/statements/index.ts';
import { hrefOf } from '../../src/statements/statement.ts';
import type { Source } from '../../src/statements/statement.ts';

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;
const DAY_OR_MONTH = /^20\d\d-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?$/;

/** A page with a path, or something on GitHub that has a name of its own. */
function canBeLookedUp(source: Source): boolean {
  if (source.label.length < 8) return false;
  if ('url' in source) {
    return URL.canParse(source.url) && /^https:\/\/[^/]+\/./.test(source.url);
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(source.repository)) return false;
  if ('number' in source) return Number.isInteger(source.number) && source.number > 0;
  if ('commit' in source) return /^[0-9a-f]{7,40}$/.test(source.commit);
  return /^\w[\w./-]*\.\w+$/.test(source.path);
}

/** Of the latest entry of the changelog that has a date, or of the newest evidence. */
function newestMonth(): string {
  const dated = readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## .*\b(20\d\d-\d\d)-\d\d\b/gm);
  const months = [...dated].map(([, month = '']) => month);
  return [...months, arrangeAccount(subjects).newest].toSorted().at(-1) ?? '';
}

function monthsBetween(earlier: string, later: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return count(later) - count(earlier);
}

describe('The list of statements on live Bitbucket', () => {
  it('has each id once: it is an anchor of the page', () => {
    const anchors = [
      'disputed',
      'not-known',
      'known',
      'timeline',
      'report',
      'contents',
      'statuses',
    ];
    const ids = [...statements, ...subjects].map(({ id }) => id).concat(anchors, 'main');

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('has each statement under one subject', () => {
    const ids = subjects.flatMap((subject) => subject.statements.map(({ id }) => id));

    expect(ids.toSorted()).toEqual(statements.map(({ id }) => id).toSorted());
    expect(statements.length).toBeGreaterThan(80);
  });

  it('gives each a source, and each source a form that can be looked up', () => {
    expect(statements.filter(({ sources }) => sources.length === 0)).toEqual([]);
    expect(
      statements.flatMap(({ sources }) => sources).filter((one) => !canBeLookedUp(one)),
    ).toEqual([]);
  });

  it('says where its evidence ends, if that is older than twelve months', () => {
    const newest = newestMonth();
    const old = statements.filter(({ asOf }) => monthsBetween(asOf, newest) > 12);

    expect(old.length).toBeGreaterThan(0);
    expect(old.filter(({ note }) => note === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('has months that are months, none after its newest evidence, and days that are days', () => {
    expect(statements.filter(({ asOf }) => !MONTH.test(asOf))).toEqual([]);
    expect(statements.filter(({ on }) => on !== undefined && !DAY_OR_MONTH.test(on))).toEqual([]);
  });

  it('names two sides where it says that sources disagree, or says which one cannot be looked up', () => {
    const oneSided = statements.filter(
      ({ status, sources, note }) =>
        status === 'disputed' && sources.length < 2 && note === undefined,
    );

    expect(oneSided.map(({ id }) => id)).toEqual([]);
  });

  it('speaks in whole sentences, with what is on the wire between two backticks', () => {
    const texts = statements.flatMap(({ claim, note }) => [claim, note ?? '.']);

    expect(texts.filter((text) => !/[.”]$/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.split('`').length % 2 === 0)).toEqual([]);
    expect(texts.filter((text) => /["']/.test(text.replaceAll('"public"', '')))).toEqual([]);
  });

  it('has no statement of a name that is not in it', () => {
    expect(findStatement('pkce-verifier').about).toBe('PKCE');
    expect(() => findStatement('pkce-verifyer')).toThrow('There is no statement "pkce-verifyer"');
  });
});

describe('A source', () => {
  it('leads to its page, its issue or pull request, its commit or its file', () => {
    const repository = 'owner/name';

    expect(hrefOf({ label: 'A page', url: 'https://example.org/page' })).toBe(
      'https://example.org/page',
    );
    expect(hrefOf({ label: 'An issue', repository, number: 7 })).toBe(
      'https://github.com/owner/name/issues/7',
    );
    expect(hrefOf({ label: 'A commit', repository, commit: '16ea131' })).toBe(
      'https://github.com/owner/name/commit/16ea131',
    );
    expect(hrefOf({ label: 'A file', repository, path: 'docs/a.md' })).toBe(
      'https://github.com/owner/name/blob/HEAD/docs/a.md',
    );
  });

  it.each<Source>([
    { label: 'A host alone', url: 'https://example.org/' },
    { label: 'No address', url: 'thread 97520' },
    { label: 'No owner', repository: 'go-bitbucket', number: 357 },
    { label: 'No number', repository: 'owner/name', number: 0 },
    { label: 'No commit', repository: 'owner/name', commit: 'main' },
    { label: 'A folder', repository: 'owner/name', path: 'docs' },
  ])('cannot be looked up: $label', (source) => {
    expect(canBeLookedUp(source)).toBe(false);
  });
});
