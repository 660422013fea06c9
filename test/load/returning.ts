/** Visitors who have got so far, and go on later: what they find depends on whether it is remembered still. */
import { Browser, type Page } from '../support/browser.ts';
import { decideAtSandbox, openConsent } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

/** @returns How it goes on. */
type Beginning = (browser: Browser) => Promise<() => Promise<Page>>;

const CODE = '/authorization-code/authorize?server=sandbox-current';

const BEGINNINGS: Readonly<Record<string, Beginning>> = {
  'refreshes the token of a finished run': async (browser) => {
    const page = await browser.follow(await decideAtSandbox(browser, CODE));
    return async () => browser.follow(await page.form('Refresh').submit());
  },
  'consents at the sandbox': async (browser) => {
    const page = await openConsent(browser, CODE);
    return async () =>
      browser.follow(await browser.submit(page, '[name=decision]', { decision: 'grant' }));
  },
  'comes back with a code': async (browser) => {
    const { location = '' } = await decideAtSandbox(browser, CODE);
    return () => browser.open(location);
  },
  'sends a password': async (browser) => {
    const stage = await browser.open('/resource-owner-password/authorize?pace=through');
    const filled = { 'set.username': 'ada', 'set.password': 'lovelace' };
    return async () => browser.follow(await stage.form('Send A').submit(filled));
  },
  'comes back with a token in the fragment': async (browser) => {
    const start = '/implicit/authorize?server=sandbox-legacy';
    const { location = '' } = await decideAtSandbox(browser, start);
    const { state = '', iss = '' } = Object.fromEntries(
      new URLSearchParams(new URL(location).hash.slice(1)),
    );
    const landing = await browser.get('/oauth-callback');
    const form = { _csrf: csrfOf(landing), state, iss };
    return () => browser.post('/implicit/oauth-callback', form);
  },
};

export interface Returning {
  readonly who: string;
  goOn(): Promise<Page>;
  /** In the same browser, with what it has of cookies. */
  startAgain(): Promise<Page>;
}

export function begin(newBrowser: () => Browser): Promise<Returning[]> {
  return Promise.all(
    Object.entries(BEGINNINGS).map(async ([who, beginning]) => {
      const browser = newBrowser();
      const goOn = await beginning(browser);
      const startAgain = async () => browser.follow(await decideAtSandbox(browser, CODE));
      return { who, goOn, startAgain };
    }),
  );
}
