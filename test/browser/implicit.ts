/** What a person does, and sees, where the client is a script of the page: the implicit grant. */
import type { Page, Request } from 'playwright-core';
import { chooseToBe, decide } from './person.ts';

const START = '/implicit/authorize?server=sandbox-legacy';

export async function startRun(page: Page, pace: 'through' | 'step' = 'through'): Promise<void> {
  await page.goto(`${START}&pace=${pace}`);
  if (pace === 'step') await page.getByRole('button', { name: 'Send A' }).click();
  await page.waitForURL('**/sign-in?**');
}

export async function comeBack(
  page: Page,
  { pace = 'through', person = 'Ada Example', answer = 'Grant access' }: How = {},
): Promise<void> {
  await startRun(page, pace);
  await chooseToBe(page, person);
  await decide(page, answer);
}

interface How {
  readonly pace?: 'through' | 'step';
  readonly person?: string;
  readonly answer?: 'Grant access' | 'Cancel';
}

export const announcement = (page: Page) => page.getByRole('status');

/** The whole run, down to the tables. */
export async function runThrough(page: Page, how: How = {}): Promise<void> {
  await comeBack(page, how);
  await announcement(page).getByText('The API took it.').waitFor();
}

/** Tokens of the legacy era; the page knows this one from its script's memory alone. */
export async function showToken(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  return page.locator('.token-bar__shown').innerText();
}

/** `done done … failed`: A to API. */
export async function statesOf(page: Page): Promise<string> {
  const labels = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.diagram .row')].map((row) => row.getAttribute('aria-label'))`,
  );
  return labels.map((label) => label.split(', ').at(-1)).join(' ');
}

/** The heading of the message has the focus. */
export async function expectFocusOn(page: Page, title: string): Promise<void> {
  await page.locator('#message-title:focus', { hasText: title }).waitFor();
}

export const isApiCall = (request: Request) => request.url().includes('/2.0/');
