/** The API explorer as a test uses it: a call is chosen, filled in and sent. */
import type { Browser, Page } from '../../support/browser.ts';
import type { Form } from '../../support/page.ts';
import { runToResult } from '../../support/resource-owner.ts';

export const GRANT = '/authorization-code';
export const ERAS = ['current', 'legacy'] as const;

/** A run whose token the calls are made with. */
export async function runToExplore(browser: Browser, era: (typeof ERAS)[number]): Promise<Page> {
  return runToResult(browser, `${GRANT}/authorize?pace=through&server=sandbox-${era}&scope=`);
}

export function formOf(page: Page): Form {
  return page.form('Send the call');
}

/** @param filledIn Beside what stands in its form. @returns The page with its answer. */
export async function sendCall(
  browser: Browser,
  grant: string,
  call: string,
  filledIn: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const page = await browser.get(`${grant}?step=API&call=${call}`);
  return browser.follow(await formOf(page).submit(filledIn));
}

/** The first line of the answer, and what is said of it. */
export function answerOf(page: Page): { readonly status: string; readonly notes: string } {
  const call = page.root.querySelector('.explorer__call');
  const text = (selector: string) => call?.querySelector(selector)?.textContent.trim() ?? '';
  return { status: text('.status strong'), notes: text('.status ~ p') };
}
