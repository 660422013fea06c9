import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { behave, openLiveDemo, runLive, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import type { Answer } from '../support/scripted-server.ts';
import { csrfOf } from '../support/session.ts';
import { readStage } from '../support/stage.ts';

const PATH = '/authorization-code';
const TOKEN = 't0ken-'.repeat(1_365); // 8,190 characters

const HEADERS = Object.fromEntries(
  Array.from({ length: 200 }, (_, n) => [`X-Header-${n}`, `value ${n} of many`.padEnd(40, '-')]),
);

const MB = 1024 * 1024;

/** As much as is taken: headers, an echo of the token at every turn, and brackets in brackets. */
function large(fields: object, status = 200): Answer {
  const body = { ...fields, echo: Array.from({ length: 10 }, () => TOKEN), more: [[[['<&">']]]] };
  const padded = { ...body, pad: Array.from({ length: 8_000 }, (_, n) => ({ n, code: 'c0de' })) };
  return { status, headers: HEADERS, body: JSON.stringify(padded) };
}

const tokens = (): Answer =>
  large({
    access_token: TOKEN,
    refresh_token: TOKEN.toUpperCase(),
    token_type: 'bearer',
    expires_in: 7200,
    scope: 'a '.repeat(1_000).trim(),
  });

/** A server that sends the most of everything, and answers at each third try. @returns Ends the token. */
function behaveLargely({ bitbucket }: LiveDemo): () => void {
  const tries = new Map<string, number>();
  const unauthorized = new Set<string>();
  const answer = (path: string, fields: object) => (): Answer => {
    const count = (tries.get(path) ?? 0) + 1;
    tries.set(path, count);
    if (count % 3 !== 0) return large({}, 503);
    return unauthorized.delete(path) ? large({}, 401) : large(fields);
  };
  const words = '<words & "signs">'.repeat(40);
  const list = (path: string, value: object) => {
    const next = `${bitbucket.url}${path}?page=2&${'q'.repeat(4_000)}`;
    bitbucket.on(path, answer(path, { values: Array.from({ length: 100 }, () => value), next }));
  };
  const person = { type: words, display_name: words, username: words };
  const text = { name: words, description: words, language: words };
  bitbucket.on(TOKEN_PATH, tokens());
  bitbucket.on('/2.0/user', answer('/2.0/user', person));
  list('/2.0/user/emails', { email: words, is_primary: true, is_confirmed: false });
  list('/2.0/user/workspaces', { permission: words, workspace: { slug: 'team' } });
  list('/2.0/repositories/team', { ...text, is_private: true, updated_on: '2026-09-01' });
  return () => {
    for (const path of ['/2.0/user', '/2.0/user/emails', '/2.0/user/workspaces'])
      unauthorized.add(path);
  };
}

describe('The largest run', () => {
  let demo: LiveDemo;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    demo = await openLiveDemo();
    const endToken = behaveLargely(demo);
    browser = demo.newBrowser();
    page = await browser.follow(await runLive(browser));
    for (let count = 0; count < 8; count += 1) {
      page = await browser.follow(await page.form('Refresh').submit());
    }
    endToken();
    page = await browser.follow(await page.form('Call the API again').submit());
  }, 60_000);
  afterAll(() => demo.close());

  const wireOf = (step: string) => browser.get(`${PATH}?step=${step}&view=wire`);
  /** How many exchanges stand on the page of a step: each has its answer, or why there is none. */
  const countOn = (wire: Page) =>
    wire.root.querySelectorAll('.raw__title').filter((one) => one.textContent !== 'Answer').length;

  it('R19 keeps the flow and the latest exchanges of each step, and says how many it dropped', async () => {
    const [a, c, d, api, refresh] = await Promise.all(
      ['A', 'C', 'D', 'API', 'Refresh'].map(wireOf),
    );

    expect([a, c, d, api, refresh].map((wire) => wire && countOn(wire))).toEqual([1, 1, 1, 12, 5]);
    expect(refresh?.message()).toContain('4 earlier exchanges of this step were dropped.');
    expect(api?.message()).toMatch(/\d+ earlier exchanges of this step were dropped\./);
    expect(d?.message()).toMatch(/\d+ characters were left out, each time where … stands/);
  });

  it('R19 leads to nothing that is no longer there', async () => {
    const pages = await readStage(browser, PATH);
    const csrf = csrfOf(page);

    expect(pages.length).toBeGreaterThan(15);
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
    const revealed = await browser.post(`${PATH}/reveal`, { entry: 'x4', _csrf: csrf });
    expect(revealed.status).toBe(404);
  });

  it('R19 each of its pages takes less than 50 ms of work, and less than a megabyte', async () => {
    const pages = await readStage(browser, PATH);
    expect(Math.max(...pages.map(({ body }) => body.length))).toBeLessThan(MB);

    for (const path of [PATH, `${PATH}?step=D&view=wire`, `${PATH}?step=API&view=wire`]) {
      expect(await workFor(path)).toBeLessThan(50);
    }
  }, 30_000);

  it('R19 so does its largest exchange by itself, full of secrets', async () => {
    behave(demo.bitbucket);
    demo.bitbucket.on('/2.0/user', { ...json({}), body: 'code=c&'.repeat(18_000) }); // 126 kB
    browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize');
    const path = '/client-credentials?step=API&view=wire&exchange=x2';

    const shown = await browser.get(path);

    expect(shown.message()).toContain('it holds too many secrets to mask them one by one');
    expect(shown.body.length).toBeLessThan(MB);
    expect(await workFor(path)).toBeLessThan(50);
  });

  /**
   * @returns Milliseconds of the processor, the lower quartile: beside other work on the same core, the
   *   same work takes it longer, now and then by half.
   */
  async function workFor(path: string): Promise<number> {
    const spentMs: number[] = [];
    for (let count = 0; count < 30; count += 1) {
      const before = process.cpuUsage();
      await browser.get(path);
      const { user, system } = process.cpuUsage(before);
      spentMs.push((user + system) / 1_000);
    }
    const [quartile = Infinity] = spentMs
      .slice(10)
      .toSorted((a, b) => a - b)
      .slice(5);
    return quartile;
  }
});
