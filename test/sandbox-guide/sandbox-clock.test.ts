import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { standBefore } from '../support/behind-proxy.ts';
import type { Proxy } from '../support/behind-proxy.ts';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { HOSTED } from '../support/hosted.ts';
import { textOf } from '../support/page.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';
import { exchangesOf } from '../support/stage.ts';

const CREDENTIALS = '/client-credentials';

/** Presses a button of the clock. */
async function turn(browser: Browser, by: string, era = 'current'): Promise<Page> {
  const guide = await browser.get('/sandbox');
  return browser.submit(guide, `[value=${era}]`, { turn: by });
}

/** Calls the API once more with the token of a run. @returns What came of the first call. */
async function callAgain(browser: Browser): Promise<string> {
  await (await browser.get(CREDENTIALS)).form('Call the API again').submit();
  return (await exchangesOf(browser, CREDENTIALS)).find((one) => one.startsWith('API ')) ?? '';
}

/** In minutes from now, as the page says. */
async function minutesAhead(browser: Browser, era: string): Promise<number> {
  const { root } = await browser.get('/sandbox');
  const line = root.querySelectorAll('#clock p').find((one) => textOf(one).includes(`era ${era} `));
  const shown = line?.querySelector('time')?.getAttribute('datetime') ?? '';
  return Math.round((Date.parse(shown) - Date.now()) / 60_000) + 0; // no -0
}

describe('The clock of the sandbox, each visitor’s own', () => {
  let demo: TestDemo;
  let ada: Browser;
  let bruno: Browser;
  beforeAll(async () => {
    demo = await openDemo();
    [ada, bruno] = [demo.newBrowser(), demo.newBrowser()];
  });
  afterAll(() => demo.close());

  it('ages neither’s token by the other’s: one has expired, the other is good', async () => {
    const start = '/client-credentials/authorize?server=sandbox-current';
    for (const browser of [ada, bruno]) await browser.open(start);

    await turn(ada, '2 hours');

    expect(await callAgain(ada)).toMatch(/ 401$/);
    expect(await callAgain(bruno)).toMatch(/ 200$/);
    expect([await minutesAhead(ada, 'current'), await minutesAhead(bruno, 'current')]).toEqual([
      120, 0,
    ]);
    expect(await minutesAhead(ada, 'legacy')).toBe(0);
  });

  it('ages a code: it is refused to the one, and exchanged for the other', async () => {
    const start = '/authorization-code/authorize?server=sandbox-current';
    const answers = await Promise.all([ada, bruno].map((one) => decideAtSandbox(one, start)));

    await turn(ada, '11 minutes');

    const [tooLate, inTime] = await Promise.all(
      [ada, bruno].map((one, at) => one.follow(answers[at] as Page)),
    );
    expect(tooLate?.step('D')).toEqual({ state: 'failed', result: '400' });
    expect(inTime?.message()).toContain('Ada Example');
  });

  it('ages the sign-in at the sandbox', async () => {
    const start = '/authorization-code/authorize?server=sandbox-legacy';
    for (const browser of [ada, bruno]) await runToResult(browser, start);

    await turn(ada, '3 months', 'legacy');

    expect((await ada.open(start)).body).toContain('Who are you today?');
    expect((await bruno.open(start)).body).not.toContain('Who are you today?');
  });

  it('ages the token of the implicit grant, though its calls say nothing of the visitor', async () => {
    const tokenOf = async (browser: Browser) => {
      const { location = '' } = await decideAtSandbox(browser, '/implicit/authorize');
      return new URLSearchParams(new URL(location).hash.slice(1)).get('access_token') ?? '';
    };
    const [first, second] = [demo.newBrowser(), demo.newBrowser()];
    const [one, other] = [await tokenOf(first), await tokenOf(second)];
    const callUser = async (token: string) => {
      const headers = { Authorization: `Bearer ${token}` };
      return (await fetch(`${demo.url}/sandbox/legacy/2.0/user`, { headers })).status;
    };

    await turn(first, '2 hours', 'legacy');

    expect([await callUser(one), await callUser(other)]).toEqual([401, 200]);
  });

  it('stands still, runs on and goes back to the time of day, for one visitor', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-current');

    const frozen = await browser.follow(await turn(browser, 'freeze'));
    expect(frozen.text).toContain(', frozen.');
    expect((await ada.get('/sandbox')).text).not.toContain(', frozen.');
    await turn(browser, 'run');
    await turn(browser, '3 months');
    expect(await minutesAhead(browser, 'current')).toBe(90 * 24 * 60);
    await turn(browser, 'reset');

    expect(await minutesAhead(browser, 'current')).toBe(0);
    expect(await callAgain(browser)).toMatch(/ 401$/); // what was issued before has ended
  });

  it('is forgotten with everything else, and what was issued ends with it', async () => {
    const browser = demo.newBrowser();
    const { location = '' } = await decideAtSandbox(browser, '/implicit/authorize');
    const token = new URLSearchParams(new URL(location).hash.slice(1)).get('access_token');
    const callUser = async () => {
      const headers = { Authorization: `Bearer ${token}` };
      return (await fetch(`${demo.url}/sandbox/legacy/2.0/user`, { headers })).status;
    };
    await turn(browser, '11 minutes', 'legacy');
    expect(await callUser()).toBe(200);

    await browser.submit(await browser.get('/sandbox'), '[action="/logout"]');

    expect(await callUser()).toBe(401);
    await browser.open('/client-credentials/authorize?server=sandbox-legacy');
    expect(await minutesAhead(browser, 'legacy')).toBe(0);
  });

  it('is nobody’s whom a browser names by anything but a mark of ours', async () => {
    const signIn = `${demo.url}/sandbox/legacy/_sandbox/sign-in`;
    const first = await fetch(signIn, { headers: { Cookie: 'sandbox-visitor=x' } });
    const [session = ''] = first.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

    await demo.sandboxes.legacy.clocks.advance('x', '9 hours');

    const again = await fetch(signIn, { headers: { Cookie: `sandbox-visitor=x; ${session}` } });
    expect(session).toMatch(/^sandbox_legacy=/);
    expect(again.headers.getSetCookie()).toEqual([]); // the session goes on
  });
});

describe('The clock of a hosted demo', () => {
  let hosted: TestDemo;
  let proxy: Proxy;
  beforeAll(async () => {
    hosted = await openDemo(HOSTED);
    proxy = standBefore(hosted.config.port, HOSTED.PUBLIC_URL);
  });
  afterAll(async () => {
    await proxy.close();
    await hosted.close();
  });

  it('is offered to each visitor, within a budget', async () => {
    const [one, other] = [proxy.newBrowser('192.0.2.1'), proxy.newBrowser('192.0.2.2')];
    for (const browser of [one, other]) {
      await browser.open('/client-credentials/authorize?server=sandbox-current');
    }

    expect((await turn(one, '2 hours')).status).toBe(303);

    expect(await callAgain(one)).toMatch(/ 401$/);
    expect(await callAgain(other)).toMatch(/ 200$/);
    const guide = await one.get('/sandbox');
    expect(guide.text).toContain('ends after a day, refresh tokens too');
    const statuses: number[] = [];
    for (let count = 0; count < 120; count += 1) {
      statuses.push((await one.submit(guide, '[value=current]', { turn: '11 minutes' })).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await turn(other, '2 hours')).status).toBe(303);
  });
});
