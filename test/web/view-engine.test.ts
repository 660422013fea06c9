import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createViewEngine } from '../../src/web/view-engine.ts';

let views = '';

beforeEach(() => {
  views = mkdtempSync(path.join(tmpdir(), 'views-'));
  mkdirSync(path.join(views, 'parts'));
  write('page', "<%- include('/parts/one', { row: 1 }) %> <%= locals.row %>");
  write('parts/one', "<%= locals.row %> <%= locals.title %> <%- include('/parts/two') %>");
  write('parts/two', '<%= locals.row %>');
});

afterEach(() => {
  rmSync(views, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(path.join(views, `${name}.ejs`), text);
}

type Engine = ReturnType<typeof createViewEngine>;

function render(engine: Engine, data: object): { error: Error | null; html: string } {
  let result: { error: Error | null; html: string } = { error: null, html: '' };
  engine(path.join(views, 'page.ejs'), data, (error, html = '') => (result = { error, html }));
  return result;
}

describe('The view engine', () => {
  it('gives a part what the page has and what is named there, and its own parts the same, the page nothing of it', () => {
    const { html } = render(createViewEngine(views, true), { title: 'A', row: 0 });

    expect(html).toBe('1 A 1 0');
  });

  it('asks the disk for nothing when a page is rendered again', () => {
    const engine = createViewEngine(views, true);
    render(engine, { title: 'A' });
    rmSync(views, { recursive: true });

    expect(render(engine, { title: 'B' }).html).toBe('1 B 1 ');
  });

  it('reads a template that was edited, where that is asked for', () => {
    const engine = createViewEngine(views, false);
    render(engine, {});
    write('parts/two', 'edited');

    expect(render(engine, {}).html).toContain('edited');
  });

  it('escapes what may be markup, and prints nothing for what is not there', () => {
    write('page', '<%= locals.text %>|<%= locals.absent %>|<%= null %>|<%= 0 %>');

    const { html } = render(createViewEngine(views, true), { text: `<b title="'&">` });

    expect(html).toBe(`&lt;b title="'&amp;"&gt;|||0`);
  });

  it('names the template and the line of what went wrong', () => {
    write('parts/two', '\n<%= locals.nobody.name %>');

    const { error } = render(createViewEngine(views, true), {});

    expect(error?.message).toMatch(/two\.ejs:\d+\n/);
    expect(error?.message).toContain('>> ');
  });

  it('leaves quotes be between tags, and escapes them where a template has code in a tag', () => {
    const text = `"<'&`;
    write('page', '<p><%= locals.text %></p>');
    const between = render(createViewEngine(views, true), { text }).html;
    write('page', '<p title="<%= locals.text %>"><%= locals.text %></p>');
    const inTag = render(createViewEngine(views, true), { text }).html;

    expect(between).toBe(`<p>"&lt;'&amp;</p>`);
    expect(inTag).toBe('<p title="&#34;&lt;&#39;&amp;">&#34;&lt;&#39;&amp;</p>');
  });

  it('is asked by no template to put a part into a tag: its quotes may stand as they are', () => {
    const top = path.resolve(import.meta.dirname, '../../views');
    const files = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ejs'),
    );
    const inTags = /<[a-z](?:[^<>]|<%(?!-)(?:[^%]|%(?!>))*%>)*<%-/i;

    expect(files.length).toBeGreaterThan(50);
    expect('<a href="<%= one %>" title="<%- include(two) %>">').toMatch(inTags);
    for (const file of files)
      expect(readFileSync(path.join(top, file), 'utf8')).not.toMatch(inTags);
  });
});
