import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** The sandbox's own pages have a sheet of their own: they are another server. */
const isOurs = (file: string) => !file.startsWith('views/sandbox/');

function filesOf(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => ending.test(file) && isOurs(file));
}

const sheet = readFileSync('public/style.css', 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
const templates = filesOf('views', /\.ejs$/).map((file) => readFileSync(file, 'utf8'));
const scripts = filesOf('public', /\.js$/).map((file) => readFileSync(file, 'utf8'));

const styled = new Set([...sheet.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name));

/** Of `isSame ? 'is-same' : 'is-different'`. */
const choicesOf = (value: string) =>
  [...value.matchAll(/'([a-z][\w-]*)'/g)].map(([, name]) => name).join(' ');

/** In the attribute, with what may stand there by a condition; `status--` and a value are a beginning. */
const written = templates.flatMap((text) =>
  [...text.matchAll(/\bclass="((?:<%[\s\S]*?%>|[^"])*)"|\blook: '([^']*)'/g)].flatMap(
    ([, attribute = '', look = '']) =>
      `${attribute} ${look}`
        .replaceAll(/<%=([\s\S]*?)%>/g, (_, value: string) => choicesOf(value) || '*')
        .replaceAll(/<%[\s\S]*?%>/g, ' ')
        .split(/\s+/),
  ),
);
const isBeginning = (name: string) => /(\*|--)$/.test(name);
const named = new Set(written.filter((name) => name !== '' && !isBeginning(name)));
const begun = written
  .filter(isBeginning)
  .map((name) => name.replace('*', ''))
  .filter((start) => start !== '');
const inScripts = (name: string) => scripts.some((text) => text.includes(`'${name}'`));

/** Without a rule of their own: a part that tests find, and the base of a modifier. */
const UNSTYLED = new Set(['lane', 'setting__value']);

describe('The stylesheet', () => {
  it('styles no class that no template and no script writes', () => {
    const isWritten = (name: string) =>
      named.has(name) || begun.some((start) => name.startsWith(start)) || inScripts(name);

    expect(styled.size).toBeGreaterThan(100);
    expect([...styled].filter((name) => !isWritten(name))).toEqual([]);
  });

  it('styles every class that a template writes', () => {
    expect(named.size).toBeGreaterThan(100);
    expect([...named].filter((name) => !styled.has(name) && !UNSTYLED.has(name))).toEqual([]);
  });

  it('styles every class that ends in a value', () => {
    const values = begun.filter((start) => ![...styled].some((name) => name.startsWith(start)));

    expect(begun.length).toBeGreaterThan(3);
    expect(values).toEqual([]);
  });

  it('is one, of at most 60 kB, with one script of at most 12 kB beside it', () => {
    const sizeOf = (file: string) => readFileSync(`public/${file}`).length;

    expect(readdirSync('public').filter((file) => file.endsWith('.css'))).toEqual([
      'sandbox.css',
      'style.css',
    ]);
    expect(sizeOf('style.css')).toBeLessThan(60_000);
    expect(sizeOf('site.js')).toBeLessThan(12_000);
  });
});
