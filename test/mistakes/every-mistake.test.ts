import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { BOTH_ERAS } from '../../src/statements/eras.ts';
import { findFailure } from '../../src/failures/index.ts';
import type { KnownFailure } from '../../src/failures/index.ts';
import { compileText } from '../../src/failures/pattern.ts';
import { grants } from '../../src/grants/index.ts';
import { mistakeAddress, mistakes } from '../../src/mistakes/index.ts';
import type { Mistake } from '../../src/mistakes/mistake.ts';
import { Browser } from '../support/browser.ts';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { findFreePort } from '../support/ports.ts';
import { openConsent, runToResult } from '../support/resource-owner.ts';

const tries = mistakes.flatMap((mistake) =>
  BOTH_ERAS.flatMap((era) => {
    const brings = mistake.brings[era];
    return brings === undefined ? [] : [{ id: mistake.id, era, brings, mistake }];
  }),
);

function textsOf(failure: KnownFailure | undefined): RegExp[] {
  return failure?.texts.map(({ text }) => compileText(text)) ?? [];
}

/** What is said on the pages that came, and all that went over the wire. */
function readAll(pages: readonly Page[]): string {
  const said = pages.flatMap(({ root }) =>
    root.querySelectorAll(
      '.failure, .failure__title, .verdict dd, .snippet, .card h1, .card .lead',
    ),
  );
  return said.map(({ textContent }) => textContent).join('\n');
}

/** Made as a visitor does: by its address to where it waits, then sent. */
class Visit {
  readonly browser: Browser;
  /** What was said before it was sent. */
  announced = '';
  /** The server's own, where that is the end. */
  readonly pages: Page[] = [];

  constructor(url: string) {
    this.browser = new Browser(url);
  }

  async make(mistake: Mistake, start: string): Promise<Page> {
    const isFirst = mistake.isOf !== undefined || ['A', 'B'].includes(mistake.step);
    const waiting = await (isFirst ? this.browser.open(start) : runToResult(this.browser, start));
    this.announced = waiting.message();
    const isTyped = mistake.isOf === 'typed password';
    const typed = isTyped ? { 'set.password': 'twosteps' } : {};
    const sent = await waiting.form(mistake.replay ? 'Replay C' : 'Send ').submit(typed);
    const page = await this.#goOn(sent, mistake);
    this.pages.push(page, await this.browser.get(`${page.url.replace(/#.*/, '')}&view=wire`));
    return page;
  }

  /** Signed in, and with a yes or a no; or back by the link of a page that leads nowhere else. */
  async #goOn(sent: Page, { id }: Mistake): Promise<Page> {
    if (!sent.location?.includes('/sandbox/')) return this.browser.follow(sent);
    const person = id === 'person-with-two-steps' ? 'tove' : 'nora';
    const consent = await openConsent(this.browser, sent.location, person);
    if (consent.status >= 400) {
      this.pages.push(consent);
      return this.browser.open(consent.link('Back to the run'));
    }
    const answer =
      consent.location === undefined
        ? await consent.form(id === 'deny' ? 'Cancel' : 'Grant').submit()
        : consent;
    const isInFragment = new URL(answer.location ?? '').hash !== '';
    return isInFragment ? this.#asTheScript(answer.location ?? '') : this.browser.follow(answer);
  }

  /** What the script of the page does with an error in the fragment. */
  async #asTheScript(url: string): Promise<Page> {
    const page = await this.browser.open(url);
    const _csrf = page.root.querySelector('#fragment')?.getAttribute('data-csrf') ?? '';
    const response = Object.fromEntries(new URLSearchParams(new URL(url).hash.slice(1)));
    const { body } = await this.browser.post('/implicit/oauth-callback', { ...response, _csrf });
    return this.browser.open(z.object({ path: z.string() }).parse(JSON.parse(body)).path);
  }
}

describe('Each mistake that can be made on purpose', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    const port = String(await findFreePort());
    // Of the loopback address, any port would do.
    const env = { PORT: port, PUBLIC_URL: `http://localhost:${port}` };
    demo = await openDemo(env, { exchangeMs: 5_500 }); // one of the faults takes three seconds, and is none
  });
  afterAll(() => demo.close());

  it.each(tries)('$id brings $brings in $era', async ({ mistake, era, brings }) => {
    const visit = new Visit(demo.config.publicUrl);
    const page = await visit.make(mistake, mistakeAddress(mistake, era, grants));

    expect(visit.announced).toContain(`Wrong on purpose: ${mistake.name}.`);
    const made = page.root.querySelector('.on-purpose')?.textContent ?? '';
    for (const said of [visit.announced, made, page.announcement()]) {
      expect(said).not.toMatch(/(?<!\/)\{\w+\}|\.[.,]/); // a place that was not filled in, a stop too many
    }
    const letters = ['A', 'B', 'C', 'D', 'API', 'Refresh'];
    const failed = letters.filter((letter) => page.step(letter).state === 'failed');
    expect(failed).toHaveLength(brings === 'none' ? 0 : 1);
    const came = readAll(visit.pages);
    const fits = textsOf(findFailure(brings)).some((text) => text.test(came));
    expect(fits).toBe(brings !== 'none');
    const link = page.root.querySelector(`.on-purpose a[href="/errors/${brings}"]`);
    expect(link === null).toBe(brings === 'none');
    // Where something came back: the entry of the catalogue that explains it is the very same.
    const failure = page.root.querySelector('.failure');
    const explained = failure?.querySelector('a[href^="/errors/"]');
    expect(explained?.getAttribute('href')).toBe(failure ? `/errors/${brings}` : undefined);
  });
});
