/** What visitors do: run a grant, press a button, and look at what they have. */
import type { Browser, Page } from '../support/browser.ts';
import { csrfOf } from '../support/session.ts';

export const HAS_TOKEN = 'You have an access token';

/** Client credentials: the one grant without a person. */
export function runForItself(browser: Browser, era = 'current'): Promise<Page> {
  return browser.open(`/client-credentials/authorize?server=sandbox-${era}`);
}

export async function hasToken(browser: Browser, slug = 'client-credentials'): Promise<boolean> {
  return (await browser.get(`/${slug}`)).announcement().includes(HAS_TOKEN);
}

/** On the page of the sandbox; whoever does has run a grant before. */
export async function setFault(browser: Browser, order: Readonly<Record<string, string>>) {
  const page = await browser.get('/sandbox');
  const choice = { fault: '503', endpoint: 'token', era: 'current', times: '1', ...order };
  return browser.post('/sandbox/faults', { _csrf: csrfOf(page), ...choice });
}

/** What `Browser` gives, in the words of a flood. */
export function tallied({ status, headers }: Page) {
  return { status, headers: Object.fromEntries(headers) };
}
