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

const read = (file: string) =>
  readFileSync(`public/${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
const ofStage = read('style.css');
const sheet = ofStage + read('guide.css');
const templateFiles = filesOf('views', /\.ejs$/);
const templates = templateFiles.map((file) => readFileSync(file, 'utf8'));
const scripts = filesOf('public', /\.js$/).map((file) => readFileSync(file, 'utf8'));

const classesOf = (css: string) =>
  new Set([...css.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name));
const styled = classesOf(sheet);

/** Of `isSame ? 'is-same' : 'is-different'`. */
const choicesOf = (value: string) =>
  [...value.matchAll(/'([a-z][\w-]*)'/g)].map(([, name]) => name).join(' ');

/** In the attribute, with what may stand there by a condition; `status--` and a value are a beginning. */
const writtenIn = (texts: readonly string[]) =>
  texts.flatMap((text) =>
    [...text.matchAll(/\bclass="((?:<%[\s\S]*?%>|[^"])*)"|\blook: '([^']*)'/g)].flatMap(
      ([, attribute = '', look = '']) =>
        `${attribute} ${look}`
          .replaceAll(/<%=([\s\S]*?)%>/g, (_, value: string) => choicesOf(value) || '*')
          .replaceAll(/<%[\s\S]*?%>/g, ' ')
          .split(/\s+/),
    ),
  );
const written = writtenIn(templates);
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

  it('has all that the stage and the frame write in the one that the stage loads', () => {
    const texts = templateFiles
      .filter((file) => /^views\/(?:stage|frame)\//.test(file) || file === 'views/stage.ejs')
      .map((file) => readFileSync(file, 'utf8'));
    const onStage = new Set(writtenIn(texts).filter((name) => name !== '' && !isBeginning(name)));
    const there = classesOf(ofStage);

    expect(onStage.size).toBeGreaterThan(50);
    expect([...onStage].filter((name) => !there.has(name) && !UNSTYLED.has(name))).toEqual([]);
  });

  it('is one of at most 60 kB for the stage, one of 30 kB more for pages to read', () => {
    const sizeOf = (file: string) => readFileSync(`public/${file}`).length;

    expect(readdirSync('public').filter((file) => file.endsWith('.css'))).toEqual([
      'guide.css',
      'sandbox.css',
      'style.css',
    ]);
    expect(sizeOf('style.css')).toBeLessThan(60_000);
    expect(sizeOf('guide.css')).toBeLessThan(30_000);
  });
});
