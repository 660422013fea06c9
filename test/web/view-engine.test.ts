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

    expect(html).toBe('&lt;b title=&#34;&#39;&amp;&#34;&gt;|||0');
  });

  it('names the template and the line of what went wrong', () => {
    write('parts/two', '\n<%= locals.nobody.name %>');

    const { error } = render(createViewEngine(views, true), {});

    expect(error?.message).toMatch(/two\.ejs:\d+\n/);
    expect(error?.message).toContain('>> ');
  });

  it('leaves quotes be in the one part that stands between tags, and escapes them everywhere else', () => {
    const text = `"<'&`;
    mkdirSync(path.join(views, 'stage'));
    write('page', "<p><%= locals.text %></p><%- include('/stage/text') %>");
    write('stage/text', '<i><%= locals.text %></i>');

    const { html } = render(createViewEngine(views, true), { text });

    expect(html).toBe(`<p>&#34;&lt;&#39;&amp;</p><i>"&lt;'&amp;</i>`);
  });

  it('knows that part to have no code in a tag, and no template to put it into one', () => {
    const top = path.resolve(import.meta.dirname, '../../views');
    const files = readdirSync(top, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ejs'))
      .map((file) => readFileSync(path.join(top, file), 'utf8'));
    const partInTag = /<[a-z](?:[^<>]|<%(?!-)(?:[^%]|%(?!>))*%>)*<%-/i;

    expect(readFileSync(path.join(top, 'stage/text.ejs'), 'utf8')).not.toMatch(/<[a-z][^>]*<%/i);
    expect('<a href="<%= one %>" title="<%- include(two) %>">').toMatch(partInTag);
    expect(
      files.filter((source) => source.includes("include('/stage/text'")).length,
    ).toBeGreaterThan(3);
    expect(files.filter((source) => partInTag.test(source))).toEqual([]);
  });
});
