import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const security = readFileSync('docs/security.md', 'utf8');
const readme = readFileSync('README.md', 'utf8');
const rows = security.split('\n').filter((line) => /^\| (?!-|Promise |The rule )/.test(line));
const testsIn = (text: string) =>
  [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file);

function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );
  const named = [...markdown.matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id = '']) => id);
  return [...headings, ...named];
}

const documents = ['.', 'docs'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

describe.each(documents)('The document %s', (document) => {
  it('links to files, pictures and headings that are there', () => {
    const text = readFileSync(document, 'utf8');
    const found = text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$/gm);
    const targets = [...found].map(([, inline, listed]) => inline ?? listed ?? '');
    const isMissing = (target: string) => {
      const [link = '', anchor] = target.split('#');
      const file = link === '' ? document : path.join(path.dirname(document), link);
      if (!existsSync(file)) return true;
      const isText = anchor !== undefined && file.endsWith('.md');
      return isText && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
    };

    expect(targets.filter((one) => !/^[a-z]+:/.test(one)).filter(isMissing)).toEqual([]);
  });
});

describe('What is promised', () => {
  it('names for each promise a test that holds it', () => {
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter((row) => testsIn(row).length === 0)).toEqual([]);
  });

  it('names tests that are there', () => {
    const files = testsIn(security);

    expect(files.filter((file) => !file.endsWith('.test.ts') || !existsSync(file))).toEqual([]);
  });

  it('is linked from the README, next to where faults are reported', () => {
    expect(readme.slice(readme.indexOf('## Support'))).toContain('](docs/security.md)');
    expect(security).toContain('## How to report a fault');
  });

  it('stands at its line, where it is right for a demo only', () => {
    expect(readme).toContain('The first two are marked in the source as `Demo only:`');
    for (const file of ['src/web/session.ts', 'src/stage/token-routes.ts']) {
      expect(readFileSync(file, 'utf8')).toContain('// Demo only:');
    }
  });
});

describe('The flags for one core and 512 MB', () => {
  const BENCH = 'bench/processes.js';
  const [, flags = 'none'] = /SMALL_HOST = '([^']+)'/.exec(readFileSync(BENCH, 'utf8')) ?? [];

  it.each([
    'compose.yaml',
    'deploy/bitbucket-oauth-grants.service',
    'docs/configuration.md',
    'docs/hosting.md',
    'test/attack/kinds/look-alikes.ts',
  ])('are in %s as they were measured', (file) => {
    const told = readFileSync(file, 'utf8').match(/(?<=NODE_OPTIONS[=:] ?["']?)--[^"'\n`]+/g);

    expect(told).toEqual([flags]);
  });
});

describe('The changelog', () => {
  it('begins with what is not released, and has the version of the package', () => {
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const headings = [...changelog.matchAll(/^## (\S+)/gm)].map(([, name]) => name);

    expect(headings[0]).toBe('Unreleased');
    expect(headings).toContain(version);
  });
});

describe('The picture of the house', () => {
  const rooms = readdirSync('src', { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name);
  const drawn = [
    ...readFileSync('docs/architecture.svg', 'utf8').matchAll(/class="n">([^<]+)/g),
  ].flatMap(([, text = '']) => text.split(/, | · /));
  const told = /!\[([^\]]+)\]\(architecture\.svg\)/.exec(
    readFileSync('docs/architecture.md', 'utf8'),
  )?.[1];

  it('has each room of the source, and its text names each, too', () => {
    expect(rooms.length).toBeGreaterThan(15);
    expect(rooms.filter((room) => !drawn.includes(room))).toEqual([]);
    expect(rooms.filter((room) => !new RegExp(`\\b${room}\\b`).test(told ?? ''))).toEqual([]);
  });

  it('has no room that is not there', () => {
    const files = new Set(readdirSync('src').map((name) => name.replace('.ts', '')));

    expect(drawn.filter((name) => !files.has(name))).toEqual([]);
  });
});
