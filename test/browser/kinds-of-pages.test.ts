/** A page of each kind, looked at once: what all their states are like, in every look, is in `thorough`. */
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
    ['a stage before its run', openPath('/authorization-code')],
    ['a stage where a message waits', openPath('/authorization-code/authorize?pace=step')],
    [
      'a stage at its result',
      async (page) => {
        await page.goto('/client-credentials/authorize?pace=through');
        await resultOf(page).waitFor();
      },
    ],
    ['a message as code', openPath('/client-credentials?step=A&view=code')],

    ['the scopes', openPath('/scopes?call=user&call=hooks&scope=project')],
    ['the way to a grant', openPath('/connect?who=person&where=machine&later=yes')],
    ['the errors', openPath('/errors')],
    ['an error', openPath('/errors/client-credentials-missing')],
    ['the rehearsal of rotation', openPath('/rotation')],
    ['the sandbox', openPath('/sandbox')],
    [
      'the consent at the sandbox',
      async (page) => {
        await page.goto('/authorization-code/authorize?server=sandbox-current');
        await chooseToBe(page, 'Ada Example');
        await page.getByRole('button', { name: 'Grant access' }).waitFor();
      },
    ],
    ['no such page', openPath('/nowhere')],
  ])('%s', async (_kind, open) => {
    const page = await room.newPage({ viewport: { width: 360, height: 900 } });
    await open(page);

    expect(await findFlawsAtAGlance(page)).toEqual([]);
  });
});
