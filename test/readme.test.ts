import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grants } from '../src/grants/index.ts';
import { openDemo } from './support/demo.ts';
import type { TestDemo } from './support/demo.ts';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

const listedRoutes = readFileSync('docs/routes.md', 'utf8');

/** What stands in backticks, outside the blocks. */
const code = [
  ...(readme + listedRoutes).replaceAll(/```.*?```/gs, '').matchAll(/`([^`\n]+)`/g),
].map(([, text = '']) => text);

describe('The README', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('begins with the two commands', () => {
    expect(readme).toContain('npm install && npm start');
    expect(readme).toContain('npm install && npm test');
  });

  it('leads to house rules that name files that are there', () => {
    const rules = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/`([^`\n]+)`/g)];
    const paths = rules
      .map(([, text = '']) => text)
      .filter((text) => /^(src|test|views|public|docs|\.ci)\/[\w./-]+$/.test(text));

    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((one) => !existsSync(one))).toEqual([]);
  });

  it('names each room of the source', () => {
    const rooms = readdirSync('src', { withFileTypes: true }).filter((one) => one.isDirectory());

    expect(rooms.filter(({ name }) => !readme.includes(`[src/${name}](src/${name})`))).toEqual([]);
  });

  it('begins with a picture that says what it shows', () => {
    expect(readme).toMatch(/!\[[^\]]{20,}\]\(docs\/[\w-]+\.(png|jpg|svg)\)/);
  });

  it('names npm scripts that are there', () => {
    const named = [...readme.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) });
  });

  it('names routes that are there', async () => {
    const isOfTheSandbox = (route: string) =>
      /^\/(site|2\.0|sandbox\/(current|legacy)$)/.test(route);
    const routes = code
      .flatMap((text) => /^(?:GET )?(\/[\w/?=&.-]*)$/.exec(text)?.[1] ?? [])
      .filter((route) => !isOfTheSandbox(route));

    expect(routes.length).toBeGreaterThan(6);
    for (const route of new Set(routes)) {
      const page = await demo.newBrowser().get(route);
      expect([route, page.status === 404]).toEqual([route, false]);
    }
  });

  it('has every grant with its route, its section, its source and its test', () => {
    for (const { slug, source } of grants) {
      expect(code).toContain(`/${slug}`);
      expect(readme).toContain(`rfc${source.rfc}#section-${source.section}`);
      for (const file of [`src/grants/${slug}.ts`, `test/grants/${slug}.test.ts`]) {
        expect(readme).toContain(`]: ${file}\n`);
      }
    }
  });

  it('is short enough to be read, and wraps its lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(130);
    expect(readme.split('\n').filter((line) => line.length > 160)).toEqual([]);
  });

  it('says which callback URL to register', () => {
    expect(readme).toContain('http://localhost:3000/oauth-callback');
  });

  it('names somebody to be at the sandbox', () => {
    const { displayName = '' } = demo.sandboxes.current.people[0] ?? {};

    expect(readme).toContain(`**${displayName}**`);
  });
});
