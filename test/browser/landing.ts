/** Where a run has come to, as one sees it: what the API answered, the address, the focus, the title. */
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { nextPageOf, resultOf, rowsOf, statusOf } from './person.ts';

/** The first and the last of a page of repositories. */
const REPOSITORIES = ['difference-engine', 'card-format'];

export async function expectResultsOf(page: Page, displayName: string): Promise<void> {
  await resultOf(page).waitFor();
  await statusOf(page).getByText('You have an access token.').waitFor();
  const rows = await rowsOf(page);
  expect(rows).toContain(displayName);
  expect(rows).toMatch(/^analytical-engines\t/m);
  for (const name of REPOSITORIES) expect(rows).toContain(name);
  const repositories = page.getByRole('table', { name: 'Repositories of analytical-engines' });
  expect(await repositories.getByRole('row').count()).toBe(1 + 10);
  expect(await nextPageOf(page).count()).toBe(1);
}

/** One is where it happened: the address names run and step and nothing secret, the focus is on the message. */
export async function expectLandedAt(page: Page, slug: string, step: string): Promise<void> {
  await page.waitForURL(`**/${slug}?run=*&step=${step}#stage`);
  await page.waitForFunction('document.activeElement?.id === "message-title"');
}

export const TITLE = { good: /^✓ /, bad: /^✕ /, open: /^[^✓✕]/ };
