import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverMistakes } from '../../src/mistakes/server-trouble.ts';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox } from '../support/resource-owner.ts';

const failing = serverMistakes.filter(({ brings }) => brings.current !== 'none');

/** Where it can happen, and which troubles are of that place alone. */
const PLACES = ['D', 'API', 'Refresh'] as const;
const OF_TOKENS = ['fault-missing-field'];
const OF_CALLS = ['fault-expired-token'];

const tries = PLACES.flatMap((place) =>
  failing
    .filter(({ id }) => !(place === 'API' ? OF_TOKENS : OF_CALLS).includes(id))
    .map(({ id, brings }) => ({ place, id, brings: brings.current })),
);

describe('The server’s trouble', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({}, { exchangeMs: 800 });
  });
  afterAll(() => demo.close());

  const send = async (browser: Browser, page: Page) =>
    browser.follow(await page.form('Send ').submit());

  async function openAt(browser: Browser, place: (typeof PLACES)[number]): Promise<Page> {
    const start = '/authorization-code/authorize?server=sandbox-current&pace=step';
    const { location = '' } = await (await browser.open(start)).form('Send A').submit();
    const atD = await browser.follow(await decideAtSandbox(browser, location));
    if (place === 'D') return atD;
    const answered = await send(browser, atD);
    if (place === 'API') return browser.get(answered.link('Next: the API call'));
    return browser.follow(await answered.form('Refresh').submit());
  }

  async function makeAt(browser: Browser, place: (typeof PLACES)[number], mistake: string) {
    const armed = await (await openAt(browser, place)).form('Hang').submit({ mistake });
    const page = await browser.follow(armed);
    return { armed: page, failed: await send(browser, page) };
  }

  it.each(tries)('at $place, $id brings $brings, as was said before', async (one) => {
    const { armed, failed } = await makeAt(demo.newBrowser(), one.place, one.id);

    const leadsTo = (page: Page, part: string) =>
      page.root
        .querySelectorAll(`${part} a[href^="/errors/"]`)
        .map((link) => link.getAttribute('href'));
    expect(leadsTo(armed, '.on-purpose')).toEqual([`/errors/${one.brings}`]);
    expect(leadsTo(failed, '.failure')).toEqual([`/errors/${one.brings}`]);
    expect(failed.message()).toContain('Cause'); // the entry itself, and not what comes nearest
  });

  it.each(
    PLACES.flatMap((place) => [
      { place, id: 'fault-500', words: 'Something went wrong' },
      { place, id: 'fault-503', words: 'Service unavailable' },
    ]),
  )('at $place, $id is announced in the words that come: $words', async (one) => {
    const { armed, failed } = await makeAt(demo.newBrowser(), one.place, one.id);

    expect(armed.root.querySelector('.on-purpose a')?.textContent).toBe(one.words);
    expect(armed.root.querySelector(`[value=${one.id}] code`)?.textContent).toBe(one.words);
    expect(failed.message()).toContain(one.words);
  });

  it.each(tries)('at $place, $id can be mended: what is sent then is answered', async (one) => {
    const browser = demo.newBrowser();
    const { failed } = await makeAt(browser, one.place, one.id);
    expect(failed.step(one.place).state).toBe('failed');

    const isSpent =
      one.place === 'D' && ['fault-truncated', 'fault-missing-field'].includes(one.id);
    expect(failed.message().includes('Its code is spent')).toBe(isSpent);
    expect(failed.hasButton('Mend and send again')).toBe(!isSpent);
    if (isSpent) return;
    const mended = await browser.follow(await failed.form('Mend and send again').submit());
    expect(mended.step(one.place).state).toBe('done');
  });
});
