/** The style sheets in Firefox and in WebKit: a declaration that an engine does not know is left out without a word. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENGINES } from './engines.ts';
import { openPage } from './page.ts';
import type { Driver } from './webdriver.ts';

/**
 * What is as good without it: finer line breaks, colours that are forced, a browser that enlarges text by itself, and
 * where a program begins to be shown, to which a link leads as well.
 */
const MAY_BE_MISSING =
  /^(text-wrap: pretty|forced-color-adjust: .*|(-webkit-)?text-size-adjust: 100%|scroll-initial-target: nearest)$/;

/** `color: red`, as they stand in the file; what is `--ours` takes any value. */
function readDeclarations(file: string): [property: string, value: string][] {
  const sheet = readFileSync(`public/${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return [...sheet.matchAll(/(?<![\w-])([a-z-]+)\s*:\s*([^;{}]+?)\s*(?:!important)?;/g)]
    .map(([, property = '', value = '']): [string, string] => [property, value])
    .filter(([property]) => !property.startsWith('--'));
}

describe.each(ENGINES)('In $name$note', ({ launch, missing }) => {
  const describeIfInstalled = missing.length === 0 ? describe : describe.skip;

  describeIfInstalled('the style sheets', () => {
    let driver: Driver;
    beforeAll(async () => {
      driver = await launch();
    });
    afterAll(() => driver?.close());

    it.each([
      ['style.css', 1_000],
      ['sandbox.css', 150],
    ])('say nothing that it does not know: %s', async (file, atLeast) => {
      const declarations = readDeclarations(file);
      const unknown = await openPage(driver).evaluate<string[]>(
        `${JSON.stringify(declarations)}
          .filter(([property, value]) => !CSS.supports(property, value))
          .map((one) => one.join(': '))`,
      );

      expect(declarations.length).toBeGreaterThan(atLeast);
      expect(unknown.filter((one) => !MAY_BE_MISSING.test(one))).toEqual([]);
    });
  });
});
