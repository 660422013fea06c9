import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '../../src/snippets/languages.ts';
import type { Source } from '../../src/snippets/program-sources.ts';
import { openApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

const TEXT = '<h1>“a”</h1>\n<script>alert(1)</script>\r\n\t// the end';

const sources = languages.map((language): Source => ({
  language,
  name: 'refresh',
  file: language.slug === 'javascript' ? 'implicit.html' : `refresh.${language.extension}`,
  text: TEXT,
  marks: [],
}));

describe('A program, fetched', () => {
  let app: TestApp;
  beforeAll(async () => {
    const programs = { sources: () => sources };
    app = await openApp({ snippets: { programs, targets: new Map(), origin: '' } });
  });
  afterAll(() => app.close());

  it.each(sources.map(({ language, file }) => [`${language.slug}/${file}`, file]))(
    'is the very bytes, as a text to be saved, whatever its ending: %s',
    async (name, file) => {
      const response = await fetch(`${app.url}/programs/${name}`, {
        headers: { Host: '127.0.0.1:1' },
      });

      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(TEXT))).toBe(true);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename=${file}`,
        'x-content-type-options': 'nosniff',
      });
      expect(response.headers.get('set-cookie')).toBeNull();
    },
  );

  it.each([
    '/programs',
    '/programs/python',
    '/programs/python/refresh.go',
    '/programs/cobol/refresh.cob',
    '/programs/python/..%2F..%2Fpackage.json',
    '/programs/%2E%2E/package.json',
    '/programs/python/record.json',
    '/programs/__proto__/constructor',
  ])('is not there for another name: %s', async (path) => {
    expect((await app.newBrowser().get(path)).status).toBe(404);
  });
});
