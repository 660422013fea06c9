/** Guesses of a password, by way of our own form. */
import type { Browser, Page } from '../../support/browser.ts';

export const FORM = '/resource-owner-password/authorize';

/** Fills in the form, as a visitor at an address behind our proxy. */
export async function guess(
  browser: Browser,
  username: string,
  password = 'wrong',
  from = '192.0.2.1',
): Promise<Page> {
  const { action, fields } = (await browser.open(FORM)).form('Send A');
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': from };
  const filledIn = { ...fields, 'set.username': username, 'set.password': password };
  return browser.follow(await browser.post(action, filledIn, headers));
}

/** The status that the token endpoint answered with. */
export function statusOf(page: Page): number {
  const isLetIn = page.announcement().startsWith('You have an access token.');
  return isLetIn ? 200 : Number(page.step('B').result);
}
