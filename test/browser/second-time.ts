/** What a person does twice, since the first time seemed lost; and what is seen to have come of it. */
import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import type { ReceivedRequest } from '../../src/sandbox/index.ts';
import { decide, nextPageOf, pressRun, rowsOf, statusOf } from './person.ts';
import type { EraName } from './person.ts';
import type { Room } from './support.ts';

/** Requests of the token endpoint so far, in both eras. */
export function tokenRequests(room: Room): readonly ReceivedRequest[] {
  const { current, legacy } = room.demo.sandboxes;
  return [...current.requests, ...legacy.requests].filter(({ path }) =>
    path.includes('access_token'),
  );
}

export async function goToConsent(page: Page, slug: string, era: EraName): Promise<void> {
  await page.goto(`/${slug}`);
  await pressRun(page, era);
  const grantAccess = page.getByRole('button', { name: 'Grant access' });
  const ada = page.getByRole('button', { name: 'Ada Example' });
  await grantAccess.or(ada).waitFor();
  if (await ada.isVisible()) await ada.click(); // not signed in yet
  await grantAccess.waitFor();
}

/** A run of its own, whose first message waits to be sent. */
export async function pauseBeforeA(page: Page, slug = 'client-credentials'): Promise<void> {
  await page.goto(`/${slug}`);
  await page.getByRole('link', { name: 'Step by step' }).first().click();
  await statusOf(page).getByText('Paused before A.').waitFor();
}

/**
 * Sends a request of the browser for it, with its cookies; the answer, and what it sets, never arrives there.
 *
 * @returns Where the answer would have led.
 */
export async function loseAnswer(page: Page, address: string, form?: string): Promise<string> {
  const cookies = await page.context().cookies(address);
  const answer = await fetch(address, {
    redirect: 'manual',
    headers: {
      Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      'Sec-Fetch-Site': 'same-origin',
    },
    ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
  });
  expect([302, 303]).toContain(answer.status);
  return new URL(answer.headers.get('location') ?? '', address).href;
}

/** Presses a button that sends a form; the answer is lost, and the page stays. */
export async function pressUnheard(page: Page, press: () => Promise<void>): Promise<string> {
  const answered = new Promise<string>((resolve, reject) => {
    const lose = async (route: Route) => {
      const request = route.request();
      const location = await loseAnswer(page, request.url(), request.postData() ?? '');
      await route.abort('aborted');
      resolve(location);
    };
    void page.route('**/*', (route) => lose(route).catch(reject), { times: 1 });
  });
  await press();
  return answered;
}

export const decideUnheard = (page: Page) => pressUnheard(page, () => decide(page, 'Grant access'));

export async function expectResult(page: Page): Promise<void> {
  await nextPageOf(page).waitFor();
  const rows = await rowsOf(page);
  expect(rows).toMatch(/^Display name\s+Ada Example$/m);
  expect(rows).toMatch(/^analytical-engines\t/m);
  expect(rows).toContain('difference-engine');
}
