import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';

const rows = readFileSync('docs/routes.md', 'utf8')
  .split('\n')
  .flatMap((line) => /^\| (`.*`) +\| (.*) \|$/.exec(line)?.[1] ?? []);

/** `POST /<grant>/break` */
const listed = rows.flatMap((row) => {
  const [, method = 'GET'] = /^`(GET|POST) /.exec(row) ?? [];
  const paths = [...row.matchAll(/`(?:GET |POST )?(\/[^`?]*)[^`]*`/g)];
  return paths.map(([, path = '']) => `${method} ${path}`);
});

/** What the sources of a folder answer; `below` stands in front of it. */
function routesOf(folder: string, below: string): string[] {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  return texts.flatMap((text) => {
    const posts = [...text.matchAll(/\brouter\.post\(\s*'(\/[\w-]*)'/g)];
    return posts.map(([, path = '']) => `POST ${below}${path}`.replace(/\/$/, ''));
  });
}

const app = ['src/app.ts', 'src/web/add-pages.ts']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('The table of the routes', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('has all that the page of a grant can be sent', () => {
    const answered = routesOf('src/stage', '/<grant>');

    expect(answered.length).toBeGreaterThan(7);
    expect(answered.filter((route) => !listed.includes(route))).toEqual([]);
  });

  it('has all that the app mounts', () => {
    const mounted = [...app.matchAll(/\bapp\.(get|post|use)\('(\/[\w./-]*)'/g)].map(
      ([, method = '', path = '']) => `${method === 'post' ? 'POST' : 'GET'} ${path}`,
    );

    expect(mounted.length).toBeGreaterThan(10);
    expect(mounted.filter((route) => !listed.includes(route))).toEqual([]);
  });

  it('has nothing that is not answered: what is sent is refused to a link, and is there', async () => {
    const sent = listed.filter((route) => route.startsWith('POST '));
    const paths = sent.map((route) => route.replace('POST ', '').replace('<grant>', 'implicit'));

    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) {
      const { status } = await demo.newBrowser().get(path);
      expect([path, ['/errors', '/rotation', '/scopes'].includes(path) ? 200 : 405]).toEqual([
        path,
        status,
      ]);
    }
  });
});
