import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { openSession } from '../support/session.ts';

describe('S35 options of the template engine', () => {
  const OPTIONS = {
    'settings[view options][client]': 'true',
    'settings[view options][escapeFunction]': '1;throw 1',
    'settings[view options][outputFunctionName]': 'x;process.exit()//',
    escapeFunction: 'JSON.stringify',
    escape: 'x',
    client: 'true',
    cache: 'false',
    delimiter: '?',
    openDelimiter: '[',
    localsName: 'x',
    destructuredLocals: 'x=1',
    views: '/etc',
    _layoutFile: '/etc/passwd',
  };
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('S35 change no byte of a page when they come in a query (CVE-2022-29078)', async () => {
    const query = new URLSearchParams(OPTIONS).toString();
    for (const path of ['/', '/authorization-code', '/oauth-callback', '/implicit']) {
      const browser = demo.newBrowser();
      const plain = await browser.get(path);
      const same = path === '/oauth-callback' ? undefined : await browser.get(`${path}?${query}`);

      expect(same?.body ?? plain.body).toBe(plain.body);
      expect(plain.status).toBe(200);
    }
  });

  it('S35 change no byte of a page when they come in a form, or in JSON (CVE-2024-33883)', async () => {
    const browser = demo.newBrowser();
    const _csrf = await openSession(browser);
    const path = '/resource-owner-password/send';
    const form = { _csrf, waiting: 'A', 'set.username': 'ada' };
    const plain = await browser.post(path, form);

    const same = await browser.post(path, { ...form, ...OPTIONS });
    const asJson = await fetch(demo.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: demo.url, Accept: 'text/html' },
      body: JSON.stringify({ ...form, settings: { 'view options': { client: true } } }),
    });

    expect(plain.status).toBe(400);
    // What is another one on each page: a time, and the name of a request that waits.
    const changing = /(?<=datetime="|name="mark" value=")[^"]*/g;
    const rest = ({ body }: Page) => body.replaceAll(changing, '');
    expect(rest(same)).toBe(rest(plain));
    expect(asJson.status).toBe(403); // JSON is not read at all
  });

  it('S35 nothing of a request is handed to a template as a whole', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const source = files.map((file) => readFileSync(`src/${file}`, 'utf8')).join('\n');

    expect(files.length).toBeGreaterThan(60);
    expect(source).toMatch(/\.render\(/);
    expect(source).not.toMatch(/\.render\([^;]*_?req\.(?:query|body|params)\b/);
    expect(source).not.toMatch(/\.\.\.\s*_?req\.(?:query|body|params)\b/);
    expect(source).not.toMatch(/locals\s*=\s*req\.|Object\.assign\([^)]*locals[^)]*_?req\./);
  });
});
