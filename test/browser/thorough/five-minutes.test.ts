/** Who has five minutes sees the code grant step by step, and both eras beside each other, on a laptop without scrolling. */
import { expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { chooseToBe, decide, send, statusOf } from '../person.ts';
import { openRoom } from '../support.ts';

const LAPTOP = { viewport: { width: 1440, height: 900 } };

const room = openRoom();

/** From the head of the stage to the end of its buttons; where a page has landed, that is what is seen of it. */
async function expectToFit(page: Page, where: string): Promise<void> {
  await page.waitForLoadState('load');
  const height = await page.evaluate<number>(
    `Math.ceil(document.querySelector('.stage').getBoundingClientRect().height)`,
  );
  const y = await page.evaluate<number>('scrollY');
  const bottom = await page.evaluate<number>(
    `Math.ceil(document.querySelector('.stage').getBoundingClientRect().bottom)`,
  );
  expect({ where, isSeen: bottom <= 900, height, y }).toEqual({ where, isSeen: true, height, y });
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

it('runs the code grant step by step, calls the API, refreshes after two hours and compares the eras: each page fits 1440 × 900', async () => {
  const page = await room.newPage(LAPTOP);
  await page.goto('/authorization-code');
  await expectToFit(page, 'before');
  await page.getByRole('link', { name: 'Step by step' }).first().click();
  await statusOf(page).getByText('Paused before A.').waitFor();
  await expectToFit(page, 'A');
  await send(page, 'A');
  await chooseToBe(page, 'Ada Example');
  await decide(page, 'Grant access');
  await statusOf(page).getByText('Paused before D.').waitFor();
  await expectToFit(page, 'D');
  await send(page, 'D');
  await statusOf(page).getByText('Paused before the API call.').waitFor();
  await expectToFit(page, 'E');
  await page.getByRole('link', { name: 'Next: the API call' }).click();
  await page.waitForURL('**step=API#stage');
  await expectToFit(page, 'API, waiting');
  await send(page, 'API');
  await page.getByRole('button', { name: 'Next page of Repositories' }).waitFor();
  await expectToFit(page, 'API');
  await press(page, 'Next page of Repositories');
  await page.waitForURL('**step=Next#stage');
  await expectToFit(page, 'the next page');
  await press(page, '+ 2 h');
  await statusOf(page).getByText('The token has run out.').waitFor();
  await expectToFit(page, '+ 2 h');
  await press(page, 'Call the API again');
  await send(page, 'API');
  await statusOf(page).getByText('no longer takes this token').waitFor();
  await expectToFit(page, 'refused');
  await press(page, 'Refresh');
  await press(page, 'Send the refresh');
  await statusOf(page).getByText('The token is new.').waitFor();
  await expectToFit(page, 'refreshed');

  await page.goto('/authorization-code/authorize?server=sandbox-legacy&pace=through');
  await chooseToBe(page, 'Ada Example');
  await decide(page, 'Grant access');
  await page.getByRole('link', { name: 'compare with run 1' }).click();
  for (const letter of ['A', 'C', 'D', 'E', 'API', 'Refresh']) {
    await page.goto(`/authorization-code?run=2&step=${letter}&compare=1#stage`);
    await page.getByRole('heading', { name: 'Two runs, line by line' }).waitFor();
    await expectToFit(page, `both eras at ${letter}`);
  }
});
