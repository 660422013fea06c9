import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assumptions } from '../../src/sandbox/index.ts';
import { findStatement } from '../../src/statements/index.ts';

/** Where words for people stand. What they say of live Bitbucket has to come from a statement. */
const PLACES = [
  'views',
  'src/grants/facts',
  'src/errors',
  'src/stage',
  'src/pages',
  'src/sandbox-guide',
  'src/scopes',
  'src/connect',
  'src/sandbox/assumptions.ts',
];

/** Years of the living memory of this service, and the forms in which a source is named. */
const OWN_WORD =
  /\b20(?:1[5-9]|[2-9]\d)\b|CHANGE-\d|BCLOUD-\d|\bthread \d|\w #\d{2,}|https?:\/\/(?!www\.rfc-editor\.org|localhost|127\.0\.0\.1|[\w.-]+\.example\/|\$|[\w.-]*bitbucket\.org<|[\w.-]*bitbucket\.org\/?[`'])/;

function findOwnWords(text: string): string[] {
  const withoutComments = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*|<%#[\s\S]*?%>/g, '');
  return withoutComments.split('\n').filter((line) => OWN_WORD.test(line));
}

const files = PLACES.flatMap((place) =>
  place.endsWith('.ts')
    ? [place]
    : readdirSync(place, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ts|ejs)$/.test(name))
        .map((name) => path.posix.join(place, name)),
);

describe('What is said of live Bitbucket stands in one place', () => {
  it('pages, facts and explanations hold no year from 2015 on, and no source of their own', () => {
    const found = files.flatMap((file) =>
      findOwnWords(readFileSync(file, 'utf8')).map((line) => `${file}: ${line.trim()}`),
    );

    expect(files.length).toBeGreaterThan(90);
    expect(found).toEqual([]);
  });

  it.each([
    'Removed in spring 2026.',
    '<time datetime="2022-03-01">long ago</time>',
    "source: 'plentico/plenti #280',",
    'CHANGE-3052, enforced client by client',
    'BCLOUD-23469 is the open request',
    'Atlassian developer community, thread 97520',
    '<a href="https://github.com/decaporg/decap-cms/issues/7749">',
  ])('would see %s', (line) => {
    expect(findOwnWords(line)).toEqual([line]);
  });

  it.each([
    'RFC 6749 §4.1 (2012)',
    '4,096 bytes',
    "callback: 'https://your.example/cb'",
    '// Bitbucket: since 2026-05-04',
    'color: #28b',
  ])('lets %s be', (line) => {
    expect(findOwnWords(line)).toEqual([]);
  });

  it('every anchor of the account that a page leads to is there', () => {
    const anchors = files.flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(
        /\/bitbucket#([a-z][\w-]*)"|sayOfBitbucket\('([^']+)'\)/g,
      ),
    ]);
    const ofThePage = new Set(['timeline', 'report']);
    const ids = anchors
      .map(([, anchor, said]) => anchor ?? said ?? '')
      .filter((id) => !ofThePage.has(id));

    expect(ids.length).toBeGreaterThan(4);
    expect(ids.map((id) => findStatement(id).id)).toEqual(ids);
  });

  it('every assumption that names a statement names one that is there', () => {
    const named = assumptions.flatMap(({ statement }) => statement ?? []);

    expect(named.length).toBeGreaterThan(10);
    expect(named.map((id) => findStatement(id).id)).toEqual(named);
  });
});
