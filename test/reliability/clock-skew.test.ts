import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isEnding } from '../../src/runs/token-life.ts';
import { parseToken } from '../../src/oauth/token.ts';
import type { Browser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import { behave, openLiveDemo, runLive, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { json } from '../support/scripted-server.ts';
import { exchangesOf } from '../support/stage.ts';

const PAGE = '/authorization-code';
const YEAR = 365 * 24 * 3600;

describe('R21 odd lives of tokens (§5.1)', () => {
  it.each<[string, unknown, number | undefined]>([
    ['a number', 7200, 7200],
    ['text', '3600', 3600],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['0', 0, 0],
    ['a negative number', -5, undefined],
    ['negative text', '-5', undefined],
    ['1e12', 1e12, YEAR],
    ['1e12 as text', '1000000000000', YEAR],
    ['a word', 'soon', undefined],
    ['a list', [7200], undefined],
  ])('R21 expires_in of %s', (_what, expires_in, seconds) => {
    const token = parseToken({ ...TOKEN_ANSWER, expires_in });

    expect(token.expiresInSeconds).toBe(seconds);
  });

  it.each<[string, number | undefined, number, boolean]>([
    ['two hours, a minute and a second before the end', 7200, 7200 - 61, false],
    ['two hours, a minute before the end', 7200, 7200 - 60, true],
    ['two hours, long after', 7200, 90_000, true],
    ['a minute, at once', 60, 0, false],
    ['a minute, halfway', 60, 30, true],
    ['none at all', 0, 0, true],
    ['not said', undefined, 90_000, false],
  ])('R21 is it ending: a life of %s', (_what, expiresInSeconds, afterSeconds, is) => {
    const issued = {
      ...parseToken({ ...TOKEN_ANSWER, expires_in: expiresInSeconds }),
      receivedAt: 1_000_000,
    };

    expect(isEnding(issued, 1_000_000 + afterSeconds * 1000)).toBe(is);
  });
});

describe('R21 by our own clock', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  async function runAndWait(seconds: number): Promise<{ browser: Browser; titles: string[] }> {
    const browser = demo.newBrowser();
    const page = await browser.follow(await runLive(browser));
    demo.advance(seconds * 1000);
    await page.form('Call the API again').submit();
    return { browser, titles: (await exchangesOf(browser, PAGE)).slice(4) };
  }

  it('R21 a call in the last minute is preceded by a refresh, and by no 401', async () => {
    // An idle session ends after an hour; this token lives for less.
    demo.bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, expires_in: 1800 }));

    const early = await runAndWait(1800 - 90);
    const late = await runAndWait(1800 - 45);

    expect(early.titles[0]).toBe('API Current user 200');
    expect(late.titles[0]).toBe('API Current user 200');
    expect(late.titles).toContain('Refresh Token request, grant_type refresh_token 200');
    expect(early.titles.join()).not.toContain('Refresh');
    expect(late.titles.join()).not.toContain(' 401');
  });

  it.each([undefined, 0, -5, '3600', 1e12, 'soon'])(
    'R21 an expires_in of %j neither breaks the page nor goes round',
    async (expires_in) => {
      demo.bitbucket.on(TOKEN_PATH, json({ ...TOKEN_ANSWER, expires_in }));

      const { browser, titles } = await runAndWait(0);
      const page = await browser.get(PAGE);

      expect(page.status).toBe(200);
      expect(page.tokenBar() + page.message()).not.toMatch(/NaN|Invalid|Infinity/);
      expect(titles.filter((title) => title.startsWith('Refresh')).length).toBeLessThanOrEqual(1);
    },
  );
});

describe('R21 clocks that differ', () => {
  it.each(['5 minutes ahead', '5 minutes behind'])(
    'R21 a server that is %s: the run is done, and the token lives as long as it said',
    async (how) => {
      const demo = await openDemo();
      try {
        if (how.endsWith('ahead')) demo.sandboxes.current.clock.advance('5 minutes');
        else demo.advance(5 * 60_000);
        const browser = demo.newBrowser();

        const page = await runToResult(
          browser,
          '/authorization-code/authorize?server=sandbox-current',
        );
        await page.form('Call the API again').submit();

        expect(page.message()).toContain('Ada Example');
        const time = page.root.querySelector('[data-seconds-left]');
        const left = Number(time?.getAttribute('data-seconds-left'));
        expect(left).toBeGreaterThan(7_190);
        expect(left).toBeLessThanOrEqual(7_200);
        expect((await exchangesOf(browser, PAGE)).join()).not.toContain('Refresh');
      } finally {
        await demo.close();
      }
    },
  );
});
