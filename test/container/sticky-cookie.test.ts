import { createHmac } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { HAS_TOKEN, hasToken, runForItself } from '../attack/visitor.ts';
import { GRANTS, runFlow } from '../load/flows.ts';
import type { Browser } from '../support/browser.ts';
import { decideAtSandbox, openConsent, runToResult } from '../support/resource-owner.ts';
import { describeServices, untilMissed } from './describe-services.ts';

const START = '/authorization-code/authorize?server=sandbox-current';
const APPS = ['app', 'app-2'] as const;
type App = (typeof APPS)[number];
/** Caddy waits five seconds for an app whose address is gone; and an app has to start. */
const LONGEST_WAIT_MS = 20_000;

/** In the cookie by which it leads a visitor back, Caddy names an app by a hash of its address, without a key. */
const CALLED = new Map(
  APPS.map((app) => [createHmac('sha256', '').update(`${app}:3000`).digest('hex'), app]),
);
const appOf = (browser: Browser) => CALLED.get(browser.cookies.get('lb')?.value ?? '');

describeServices('compose.sticky.yaml', ['caddy'], ({ services, visit }) => {
  /** Chance leads who is new to one of the two. */
  async function visitAt(app: App): Promise<Browser> {
    const endsAt = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < endsAt) {
      const browser = visit();
      await browser.get('/');
      if (appOf(browser) === app) return browser;
    }
    throw new Error(`Nobody was led to ${app}.`);
  }

  /** Its own app is gone, and Caddy has seen it: until then it tries that one again. */
  async function untilLedTo(app: App, browser: Browser): Promise<void> {
    const endsAt = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < endsAt && appOf(browser) !== app) await browser.get('/');
    expect(appOf(browser)).toBe(app);
  }

  it.each([...GRANTS.entries()])(
    'run grant %i through TLS, by two apps that know nothing of each other: %s',
    async (turn) => {
      for (const app of APPS) {
        const browser = await visitAt(app);
        await expect(runFlow(browser, turn)).resolves.toBeUndefined();
        expect(appOf(browser)).toBe(app);
      }
    },
  );

  it('keep a visitor at one app: their run is found twenty times, and so is that of another at the other', async () => {
    const both = [await visitAt('app'), await visitAt('app-2')];
    for (const browser of both)
      expect((await runForItself(browser)).announcement()).toContain(HAS_TOKEN);

    for (let times = 0; times < 20; times += 1) {
      const found = await Promise.all(both.map((browser) => hasToken(browser)));
      expect(found).toEqual([true, true]);
      expect(both.map(appOf)).toEqual(APPS);
    }
  });

  it('tell the visitors of an app that is killed what happened, and have them start anew at the other', async () => {
    const [asked, answered, done, first] = [
      await visitAt('app'),
      await visitAt('app'),
      await visitAt('app'),
      await visitAt('app'),
    ];
    const consent = await openConsent(asked, START);
    const { location = '' } = await decideAtSandbox(answered, START);
    const result = await runToResult(done, START);
    expect(result.announcement()).toContain(HAS_TOKEN);

    await services().kill('app');
    await untilLedTo('app-2', first);
    await untilMissed(); // so far it only tried a page again at the other, which it does with no form
    const told = [
      await asked.submit(consent, '[name=decision]', { decision: 'grant' }),
      await answered.get(location),
      await done.follow(await result.form('Refresh').submit()),
    ];
    expect(told.map(({ status }) => status)).toEqual([400, 400, 403]);
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringMatching(/This request is unknown here .* restarted .* start again/),
      expect.stringMatching(/This browser has no run under way .* restarted .* start again/),
      expect.stringMatching(/That form is out of date .* restart of the app.* reload the page/),
    ]);
    for (const browser of [asked, answered, done]) {
      expect((await runToResult(browser, START)).announcement()).toContain(HAS_TOKEN);
      expect(appOf(browser)).toBe('app-2');
    }

    await services().start('app');
    for (const turn of GRANTS.keys()) await runFlow(await visitAt('app'), turn);
    expect(await hasToken(done, 'authorization-code')).toBe(true); // and stay there
  });

  it('let the visitors of the other notice nothing', async () => {
    const [asked, done, gone] = [
      await visitAt('app'),
      await visitAt('app'),
      await visitAt('app-2'),
    ];
    const consent = await openConsent(asked, START);
    await runForItself(done);

    await services().kill('app-2'); // and Caddy does not know yet
    const granted = await asked.submit(consent, '[name=decision]', { decision: 'grant' });
    expect((await asked.follow(granted)).announcement()).toContain(HAS_TOKEN);
    expect(await hasToken(done)).toBe(true);
    await untilLedTo('app', gone);
    expect(await hasToken(done)).toBe(true);
    for (const turn of GRANTS.keys()) await runFlow(visit(), turn);
    expect([asked, done].map(appOf)).toEqual(['app', 'app']);
  });
});
