/** Pages of five kinds, looked at once: what every page is like, in every state and look, is in `thorough/every-page.test.ts`. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findFlawsAtAGlance } from './inspection.ts';
import { chooseToBe, resultOf } from './person.ts';
import { openRoom } from './support.ts';

const openPath = (path: string) => (page: Page) => page.goto(path);

describe('S27 A page of each kind is without flaws on a phone in the dark', () => {
  const room = openRoom();

  it.each<[string, (page: Page) => Promise<unknown>]>([
    ['the landing page', openPath('/')],
    [
      'a stage at its result',
      async (page) => {
        await page.goto('/client-credentials/authorize?pace=through');
        await resultOf(page).waitFor();
      },
    ],
    ['the scopes', openPath('/scopes?call=user&call=hooks&scope=project')],
    ['an error', openPath('/errors/client-credentials-missing')],
    [
      'the consent at the sandbox',
      async (page) => {
        await page.goto('/authorization-code/authorize?server=sandbox-current');
        await chooseToBe(page, 'Ada Example');
        await page.getByRole('button', { name: 'Grant access' }).waitFor();
      },
    ],
  ])('%s', async (_kind, open) => {
    const page = await room.newPage({ viewport: { width: 360, height: 900 } });
    await open(page);

    expect(await findFlawsAtAGlance(page)).toEqual([]);
  });
});
