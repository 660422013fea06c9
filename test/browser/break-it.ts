/** What a person does who breaks a step of the code grant on purpose. */
import type { Page } from 'playwright-core';
import { expectLandedAt } from './landing.ts';
import { arrowOf, chooseToBe, decide, messageOf, send, statusOf } from './person.ts';
import type { Room } from './support.ts';

const START = '/authorization-code/authorize?server=sandbox-current&pace=step';

export async function breakIt(page: Page, mistake: string): Promise<void> {
  await page.locator('.actions__break > summary').click();
  await page.getByRole('button', { name: mistake }).first().click();
  await messageOf(page).getByText('Wrong on purpose:').first().waitFor();
}

export async function openAtA(room: Room): Promise<Page> {
  const page = await room.newPage();
  await page.goto(START);
  return page;
}

export async function openAtD(room: Room): Promise<Page> {
  const page = await openAtA(room);
  await send(page, 'A');
  await chooseToBe(page, 'Ada Example');
  await decide(page, 'Grant access');
  await statusOf(page).getByText('Paused before D.').waitFor();
  await expectLandedAt(page, 'authorization-code', 'D'); // where its script has put the focus
  return page;
}

export async function openAtApi(room: Room): Promise<Page> {
  const page = await openAtD(room);
  await send(page, 'D');
  await page.getByRole('link', { name: 'Next: the API call' }).click();
  await statusOf(page).getByText('Paused before the API call.').waitFor();
  return page;
}

export const expectFailed = async (page: Page, letter: string) =>
  arrowOf(page, letter).and(page.locator('.row--failed')).waitFor({ state: 'attached' });
