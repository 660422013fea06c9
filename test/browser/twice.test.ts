/** What people do without thinking: reload, Back, click twice, open a second tab. None of it does harm. */
import { describe, expect, it } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import type { ReceivedRequest } from '../../src/sandbox/index.ts';
import {
  decide,
  messageOf,
  pressRun,
  nextPageOf,
  resultOf,
  rowsOf,
  runGrant,
  send,
  statusOf,
  typeCredentials,
} from './person.ts';
import type { EraName } from './person.ts';
import { openRoom } from './support.ts';

const room = openRoom();

/** Requests of the token endpoint so far, in both eras. */
function tokenRequests(): readonly ReceivedRequest[] {
  const { current, legacy } = room.demo.sandboxes;
  return [...current.requests, ...legacy.requests].filter(({ path }) =>
    path.includes('access_token'),
  );
}

async function goToConsent(page: Page, slug: string, era: EraName): Promise<void> {
  await page.goto(`/${slug}`);
  await pressRun(page, era);
  const grantAccess = page.getByRole('button', { name: 'Grant access' });
  const ada = page.getByRole('button', { name: 'Ada Example' });
  await grantAccess.or(ada).waitFor();
  if (await ada.isVisible()) await ada.click(); // not signed in yet
  await grantAccess.waitFor();
}

/**
 * Sends a request of the browser for it, with its cookies; the answer, and what it sets, never arrives there.
 *
 * @returns Where the answer would have led.
 */
async function loseAnswer(page: Page, address: string, form?: string): Promise<string> {
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
async function pressUnheard(page: Page, press: () => Promise<void>): Promise<string> {
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

const decideUnheard = (page: Page) => pressUnheard(page, () => decide(page, 'Grant access'));

/** The address that the authorization server sent the browser to, with code and state. */
function lastCallbackUrl(): string {
  const url = room.requests
    .map((request) => request.url())
    .findLast((one) => /oauth-callback\?/.test(one));
  expect(url).toContain('code=');
  return url ?? '';
}

async function expectResult(page: Page): Promise<void> {
  await nextPageOf(page).waitFor();
  const rows = await rowsOf(page);
  expect(rows).toMatch(/^Display name\s+Ada Example$/m);
  expect(rows).toMatch(/^analytical-engines\t/m);
  expect(rows).toContain('difference-engine');
}

describe('Reload, Back and old addresses', () => {
  it('R24 keeps the result when its page is reloaded, without another token request', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests().length;

    await page.reload();

    await expectResult(page);
    expect(tokenRequests()).toHaveLength(before);
  });

  it('R24 survives Back from the result: the request was answered, and the result stays', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests().length;

    await page.goBack(); // the consent page
    await page.getByRole('heading', { name: 'You have already answered' }).waitFor();
    await page.goForward();

    await expectResult(page);
    expect(tokenRequests()).toHaveLength(before);
  });

  it('R24 S04 meets an old callback address with a gentle notice, the result intact', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests().length;

    await page.goto(lastCallbackUrl());

    await messageOf(page).getByText('was used before').waitFor();
    expect(page.url()).not.toContain('code=');
    await expectResult(page);
    expect(tokenRequests()).toHaveLength(before);
  });

  it('S03 refuses the callback address in another browser, where the first may still use it', async () => {
    const [mine, theirs] = [await room.newPage(), await room.newPage()];
    const before = tokenRequests().length;
    await goToConsent(mine, 'authorization-code', 'current');
    const address = await decideUnheard(mine);

    await theirs.goto(address);

    await theirs.getByRole('heading', { name: 'This browser has no run under way' }).waitFor();
    expect(tokenRequests()).toHaveLength(before);
    await mine.goto(address);
    await expectResult(mine);
  });
});

describe('Two clicks', () => {
  it.each([0, 30, 60])(
    'R23 brings one outcome for two clicks on Grant access, %i ms apart',
    async (delay) => {
      const page = await room.newPage();
      await goToConsent(page, 'authorization-code', 'current');
      const before = tokenRequests().length;
      const box = await page.getByRole('button', { name: 'Grant access' }).boundingBox();
      const [x, y] = [(box?.x ?? 0) + 5, (box?.y ?? 0) + 5];

      // Not awaited one by one: an impatient person does not wait for the page either.
      await Promise.all([page.mouse.click(x, y), page.mouse.click(x, y, { delay })]);

      await expectResult(page);
      expect(page.url()).toMatch(/\/authorization-code\?(notice=answered|run=1&step=API)#stage$/);
      expect(tokenRequests().length - before).toBe(1);
    },
  );

  it('R23 brings one outcome when the sandbox’s answer to the first click is lost', async () => {
    const page = await room.newPage();
    await goToConsent(page, 'authorization-code', 'current');
    const before = tokenRequests().length;
    await decideUnheard(page);

    await decide(page, 'Grant access');

    await expectResult(page);
    expect(tokenRequests().length - before).toBe(1);
  });

  it('R23 brings one outcome when our answer to the first click is lost, new cookie and all', async () => {
    const page = await room.newPage();
    await goToConsent(page, 'authorization-code', 'current');
    const before = tokenRequests().length;
    const address = await decideUnheard(page);
    await loseAnswer(page, address);

    await page.goto(address);

    await expectResult(page);
    expect(tokenRequests().length - before).toBe(1);
  });

  it('R23 takes two clicks on Refresh without harm', async () => {
    const page = await room.newPage();
    await runGrant(page, 'authorization-code');
    const before = tokenRequests().length;

    await page.getByRole('button', { name: 'Refresh', exact: true }).dblclick();

    await statusOf(page).getByText('The token is new.').waitFor();
    expect(tokenRequests().length - before).toBe(1);
    expect(tokenRequests().every(({ status }) => status === 200)).toBe(true);
    await page.getByRole('button', { name: 'Call the API again' }).click();
    await expectResult(page);
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

describe('A message that waits', () => {
  async function pauseAtA(page: Page, slug = 'client-credentials'): Promise<void> {
    await page.goto(`/${slug}`);
    await page.getByRole('link', { name: 'Step by step' }).first().click();
    await statusOf(page).getByText('Paused before A.').waitFor();
  }

  it('R23 is sent once, by two clicks', async () => {
    const page = await room.newPage();
    await pauseAtA(page);
    const before = tokenRequests().length;

    await page.getByRole('button', { name: 'Send A' }).dblclick();

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests().length - before).toBe(1);
  });

  it('R24 is its record after Back, which cannot be sent again', async () => {
    const page = await room.newPage();
    await pauseAtA(page);
    await send(page, 'A');
    await page.waitForURL('**step=B#stage');
    const before = tokenRequests().length;

    await page.goBack();

    await messageOf(page)
      .getByText(/^sent at \d\d:\d\d/)
      .waitFor();
    expect(await page.getByRole('button', { name: 'Send A' }).count()).toBe(0);
    expect(tokenRequests()).toHaveLength(before);
  });

  it('R24 waits still after a reload', async () => {
    const page = await room.newPage();
    await pauseAtA(page);

    const before = tokenRequests().length;

    await page.reload();
    expect(tokenRequests()).toHaveLength(before);
    await send(page, 'A');

    await statusOf(page).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests()).toHaveLength(before + 1);
  });

  it('R25 is sent by one of two tabs; the other is shown what came of it', async () => {
    const context = await room.newContext();
    const [one, two] = [await context.newPage(), await context.newPage()];
    await pauseAtA(one);
    await two.goto(one.url());
    const before = tokenRequests().length;

    await send(one, 'A');
    await statusOf(one).getByText('Paused before the API call.').waitFor();
    await send(two, 'A');

    await statusOf(two).getByText('Paused before the API call.').waitFor();
    expect(tokenRequests().length - before).toBe(1);
  });

  it('is sent without a script as well, changed, and to the end', async () => {
    const page = await room.newPage({ javaScriptEnabled: false });
    await pauseAtA(page);
    await page.getByRole('textbox', { name: 'grant_type' }).fill('magic');
    await send(page, 'A');
    await statusOf(page).getByText('The token endpoint refused').waitFor();
    expect(await messageOf(page).innerText()).toContain('It was client_credentials');

    await pauseAtA(page);
    await page.getByRole('button', { name: 'Run to the end' }).click();

    await resultOf(page).waitFor();
  });
});

describe('Two tabs', () => {
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
