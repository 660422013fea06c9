/** Clicked twice at several distances, with the first answer lost, and in two tabs of every kind: one outcome each. */
import { describe, expect, it } from '@jest/globals';
import { decide, pressRun, statusOf, typeCredentials } from '../person.ts';
import type { EraName } from '../person.ts';
import {
  decideUnheard,
  expectResult,
  goToConsent,
  loseAnswer,
  pressUnheard,
  tokenRequests,
} from '../second-time.ts';
import { openRoom } from '../support.ts';

const room = openRoom();

describe('Two clicks, whose answers may be lost', () => {
  it('R23 bring one outcome on Grant access', async () => {
    const page = await room.newPage();
    await goToConsent(page, 'authorization-code', 'current');
    const before = tokenRequests(room).length;

    await page.getByRole('button', { name: 'Grant access' }).dblclick({ noWaitAfter: true });

    await expectResult(page);
    expect(tokenRequests(room).length - before).toBe(1);
  });

  it.each([0, 30, 60])(
    'R23 brings one outcome for two clicks on Grant access, %i ms apart',
    async (delay) => {
      const page = await room.newPage();
      await goToConsent(page, 'authorization-code', 'current');
      const before = tokenRequests(room).length;
      const box = await page.getByRole('button', { name: 'Grant access' }).boundingBox();
      const [x, y] = [(box?.x ?? 0) + 5, (box?.y ?? 0) + 5];

      // Not awaited one by one: an impatient person does not wait for the page either.
      await Promise.all([page.mouse.click(x, y), page.mouse.click(x, y, { delay })]);

      await expectResult(page);
      expect(page.url()).toMatch(/\/authorization-code\?(notice=answered|run=1&step=API)#stage$/);
      expect(tokenRequests(room).length - before).toBe(1);
    },
  );

  it('R23 brings one outcome when the sandbox’s answer to the first click is lost', async () => {
    const page = await room.newPage();
    await goToConsent(page, 'authorization-code', 'current');
    const before = tokenRequests(room).length;
    await decideUnheard(page);

    await decide(page, 'Grant access');

    await expectResult(page);
    expect(tokenRequests(room).length - before).toBe(1);
  });

  it('R23 brings one outcome when our answer to the first click is lost, new cookie and all', async () => {
    const page = await room.newPage();
    await goToConsent(page, 'authorization-code', 'current');
    const before = tokenRequests(room).length;
    const address = await decideUnheard(page);
    await loseAnswer(page, address);

    await page.goto(address);

    await expectResult(page);
    expect(tokenRequests(room).length - before).toBe(1);
  });

  it('R23 brings one outcome when a name and a password are sent twice and the first answer is lost', async () => {
    const page = await room.newPage();
    await page.goto('/resource-owner-password');
    await pressRun(page, 'legacy');
    const typeIn = () => typeCredentials(page, 'ada', 'lovelace');
    await pressUnheard(page, typeIn);

    await typeIn();

    await expectResult(page);
    expect(new URL(page.url()).pathname).toBe('/resource-owner-password');
  });
});

describe('Two tabs of every kind', () => {
  it.each<[string, [string, EraName], [string, EraName]]>([
    ['of one grant', ['authorization-code', 'current'], ['authorization-code', 'current']],
    ['of different eras', ['authorization-code', 'current'], ['authorization-code', 'legacy']],
    ['of different grants', ['authorization-code', 'current'], ['implicit', 'legacy']],
  ])('R25 finishes two flows %s in reverse order', async (_which, first, second) => {
    const context = await room.newContext();
    const [one, two] = [await context.newPage(), await context.newPage()];
    await goToConsent(one, ...first);
    await goToConsent(two, ...second);

    await decide(two, 'Grant access');
    await (second[0] === 'implicit'
      ? statusOf(two).getByText('The API took it.').waitFor()
      : expectResult(two));
    await decide(one, 'Grant access');
    await expectResult(one);

    expect(new URL(one.url()).pathname).toBe(`/${first[0]}`);
    expect(new URL(two.url()).pathname).toBe(`/${second[0]}`);
  });
});
