/** Grants whose client is a server, by clicking from the first page to the API results: in either era, at once or step by step. */
import { expect } from '@jest/globals';
import { TITLE, expectLandedAt, expectResultsOf } from './landing.ts';
import {
  arrowOf,
  chooseServer,
  chooseToBe,
  decide,
  goToStage,
  messageOf,
  pressRun,
  send,
  statusOf,
} from './person.ts';
import type { EraName } from './person.ts';
import type { Room } from './support.ts';

/** As whom the client acts in an era, what Bitbucket calls that, and how many buttons refresh its token. */
export const ACTORS = {
  current: ['OAuth 2.0 grants demo', 'app_user', 0],
  legacy: ['Ada Example', 'user', 1],
} as const;

export async function expectCodeToRun(room: Room, era: EraName): Promise<void> {
  const page = await room.newPage();

  await goToStage(page, 'authorization-code');
  await pressRun(page, era);
  await chooseToBe(page, 'Ada Example');
  await decide(page, 'Grant access');

  await expectResultsOf(page, 'Ada Example');
  await expectLandedAt(page, 'authorization-code', 'API');
  expect(await page.title()).toMatch(TITLE.good);
}

export async function expectCodeToRunByStep(room: Room, era: EraName): Promise<void> {
  const page = await room.newPage();
  await page.goto('/authorization-code');

  await chooseServer(page, `Sandbox, ${era} era`);
  await expectLandedAt(page, 'authorization-code', 'A');
  expect(await page.title()).toMatch(TITLE.open);
  await send(page, 'A');
  await chooseToBe(page, 'Ada Example');
  await decide(page, 'Grant access');

  await statusOf(page).getByText('Paused before D.').waitFor();
  await expectLandedAt(page, 'authorization-code', 'D');
  expect(await page.title()).toMatch(TITLE.open);
  await arrowOf(page, 'C').click();
  await messageOf(page).getByText('code: ').waitFor();
  await page.getByRole('link', { name: 'Next: D' }).click();
  await send(page, 'D');

  await expectLandedAt(page, 'authorization-code', 'E');
  expect(await page.title()).toMatch(TITLE.good);
  expect(await messageOf(page).innerText()).toContain('expires_in');
  await page.getByRole('link', { name: 'Next: the API call' }).click();
  await send(page, 'API');

  await expectLandedAt(page, 'authorization-code', 'API');
  await expectResultsOf(page, 'Ada Example');
  for (const letter of ['A', 'B', 'C', 'D', 'E', 'API']) {
    expect(await arrowOf(page, letter).getAttribute('aria-label')).toMatch(/, done$/);
  }
}

export async function expectClientToRun(room: Room, era: EraName): Promise<void> {
  const [displayName, type, refreshButtons] = ACTORS[era];
  const page = await room.newPage();
  await goToStage(page, 'client-credentials');

  await pressRun(page, era);

  await expectResultsOf(page, displayName);
  await expectLandedAt(page, 'client-credentials', 'API');
  expect(await page.getByRole('row', { name: `Type ${type}`, exact: true }).count()).toBe(1);
  const refresh = page.getByRole('button', { name: 'Refresh', exact: true });
  expect(await refresh.count()).toBe(refreshButtons);
}

export async function expectClientToRunByStep(room: Room, era: EraName): Promise<void> {
  const [displayName] = ACTORS[era];
  const page = await room.newPage();
  await page.goto('/client-credentials');
  await chooseServer(page, `Sandbox, ${era} era`);

  await send(page, 'A');
  await expectLandedAt(page, 'client-credentials', 'B');
  await page.getByRole('link', { name: 'Next: the API call' }).click();
  await send(page, 'API');

  await expectResultsOf(page, displayName);
}
