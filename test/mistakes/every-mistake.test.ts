import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFailure } from '../../src/failures/index.ts';
import type { KnownFailure } from '../../src/failures/index.ts';
import { compileText } from '../../src/failures/pattern.ts';
import { grants } from '../../src/grants/index.ts';
import { addressOf, mistakes } from '../../src/mistakes/index.ts';
import type { Mistake } from '../../src/mistakes/mistake.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Browser, Page } from '../support/browser.ts';
import { runToResult } from '../support/resource-owner.ts';

const ERAS = ['current', 'legacy'] as const;
type Era = (typeof ERAS)[number];

const tries = mistakes.flatMap((mistake) =>
  ERAS.flatMap((era) => {
    const brings = mistake.brings[era];
    return brings === undefined ? [] : [{ id: mistake.id, era, brings, mistake }];
  }),
);

function textsOf(failure: KnownFailure | undefined): RegExp[] {
  return failure?.texts.map(({ text }) => compileText(text)) ?? [];
}

/** What is said of it, and all that came. */
function cameOf(page: Page, wire: Page): string {
  const said = page.root.querySelectorAll('.verdict dd');
  return [...said, ...wire.root.querySelectorAll('.snippet')]
    .map(({ textContent }) => textContent)
    .join('\n');
}

describe('Each mistake that can be made on purpose', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({}, { exchangeMs: 3_500 });
  });
  afterAll(() => demo.close());

  /** By its address to where it waits, and sent. */
  async function make(browser: Browser, mistake: Mistake, era: Era): Promise<Page> {
    const start = addressOf(mistake, era, grants);
    const waiting = await (mistake.isOfClientAlone
      ? browser.open(start)
      : runToResult(browser, start));
    expect(waiting.message()).toContain(`Wrong on purpose: ${mistake.name}.`);
    return browser.follow(await waiting.form('Send ').submit());
  }

  it.each(tries)('$id brings $brings in $era', async ({ mistake, era, brings }) => {
    const browser = demo.newBrowser();
    const page = await make(browser, mistake, era);

    const failed = ['A', 'D', 'API', 'Refresh'].filter((one) => page.step(one).state === 'failed');
    expect(failed).toHaveLength(brings === 'none' ? 0 : 1);
    const wire = await browser.get(`${page.url.replace(/#.*/, '')}&view=wire`);
    const fits = textsOf(findFailure(brings)).some((text) => text.test(cameOf(page, wire)));
    expect(fits).toBe(brings !== 'none');
    const link = page.root.querySelector(`.on-purpose a[href="/errors/${brings}"]`);
    expect(link === null).toBe(brings === 'none');
  });
});
