/** The person before the browser: signs in at the sandbox and decides. */
import type { Browser, Page } from './browser.ts';

export interface Decision {
  readonly person?: string;
  readonly decision?: 'grant' | 'cancel';
}

/**
 * Starts a grant and goes through sign-in and consent.
 *
 * @param start Such as `/authorization-code/authorize`.
 * @returns The sandbox's redirect to our callback, not followed: its `location` is the authorization response.
 */
export async function decideAtSandbox(
  browser: Browser,
  start: string,
  { person = 'ada', decision = 'grant' }: Decision = {},
): Promise<Page> {
  const consent = await openConsent(browser, start, person);
  if (consent.location !== undefined) return consent; // the sandbox remembers that it was granted
  return browser.submit(consent, '[name=decision]', { decision });
}

/** Goes as far as the consent page, or the redirect back where this browser granted the same before. */
export async function openConsent(browser: Browser, start: string, person = 'ada'): Promise<Page> {
  const first = await followAtSandbox(browser, await browser.get(start));
  if (!first.body.includes('Who are you today?')) return first; // signed in before
  return followAtSandbox(browser, await browser.submit(first, '[name=person]', { person }));
}

/** Stops at the first page, and before the authorization response. */
async function followAtSandbox(browser: Browser, page: Page): Promise<Page> {
  if (page.location === undefined || page.location.includes('/oauth-callback')) return page;
  return followAtSandbox(browser, await browser.get(page.location));
}

/** The whole of a grant that goes through the browser, up to the page with its result. */
export async function runToResult(browser: Browser, start: string, how?: Decision): Promise<Page> {
  return browser.follow(await decideAtSandbox(browser, start, how));
}

/** Through our own form of the password grant. @returns The answer to the form, not followed. */
export async function sendPassword(
  browser: Browser,
  username: string,
  password: string,
): Promise<Page> {
  const stage = await browser.open('/resource-owner-password/authorize?pace=through');
  return stage.form('Send A').submit({ 'set.username': username, 'set.password': password });
}
