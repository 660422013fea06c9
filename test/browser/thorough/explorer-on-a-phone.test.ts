/** The explorer on a phone: one lands where it happened, with a script and without. */
import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { runGrant } from '../person.ts';
import { openRoom } from '../support.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const REPOSITORIES = '/client-credentials?step=API&call=repositories';

const room = openRoom();

/** Of the window, from its top. */
async function placeOf(thing: Locator): Promise<number> {
  await thing.waitFor();
  const box = await thing.boundingBox();
  return box?.y ?? Number.NaN;
}

const answerOf = (page: Page) => page.getByRole('region', { name: 'Answer: 200 OK' });

describe.each([
  ['with a script', true],
  ['without', false],
])('A call of the explorer on a phone, %s', (_how, javaScriptEnabled) => {
  it('is chosen and one is at its form; is sent and one is at its answer, which the form leads to', async () => {
    const page = await room.newPage({ ...PHONE, javaScriptEnabled });
    await runGrant(page, 'client-credentials');
    await page.goto(REPOSITORIES);

    await page.getByRole('link', { name: 'Commits' }).click();
    await page.waitForURL('**call=commits#call');
    expect(await placeOf(page.getByLabel('workspace', { exact: true }))).toBeLessThan(300);

    await page.getByRole('button', { name: 'Send the call' }).click();
    await page.waitForURL('**#answer');
    expect(await placeOf(answerOf(page))).toBeLessThan(100);

    await page.getByRole('link', { name: 'Change the call' }).click();
    expect(await placeOf(answerOf(page))).toBeGreaterThan(PHONE.viewport.height);
    await page.getByRole('link', { name: 'To the answer' }).click();
    expect(await placeOf(answerOf(page))).toBeLessThan(100);

    await page.goto(REPOSITORIES);
    await page.getByRole('link', { name: 'Last answer: call 1, 200' }).click();
    await page.waitForURL('**#answer');
    expect(await placeOf(answerOf(page))).toBeLessThan(100);
  });
});
