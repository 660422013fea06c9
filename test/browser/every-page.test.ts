/**
 * Every page in every state: axe finds nothing, nothing sticks out at 360 px, it weighs less than 100 kB and does not
 * move by itself. S27 is watched on the way: no error in the console, no violation of the content security policy,
 * no request to another host (see support.ts). In Chromium alone: npm delivers no other engine.
 */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeFocus, findFlaws } from './inspection.ts';
import {
  type Decision,
  decideAtSandbox,
  openConsent,
  runToResult,
  sendPassword,
} from '../support/resource-owner.ts';
import { decide, field, goOn, openRoom, resultOf, typeCredentials } from './support.ts';
import type { Room, Slug } from './support.ts';

interface State {
  readonly state: string;
  readonly open: (page: Page, room: Room) => Promise<unknown>;
}

const DESK = { viewport: { width: 1440, height: 900 } };

const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name }).waitFor();

const openPath = (path: string) => (page: Page) => page.goto(path);

const STARTS = {
  'authorization-code': '/authorization-code/authorize?server=sandbox-current',
  implicit: '/implicit/authorize?server=sandbox-legacy',
  'client-credentials': '/client-credentials/authorize?server=sandbox-current',
} as const;

async function goToConsent(
  page: Page,
  room: Room,
  slug: 'authorization-code' | 'implicit' = 'authorization-code',
): Promise<void> {
  const visitor = room.demo.newBrowser();
  const { url } = await openConsent(visitor, STARTS[slug]);
  await goOn(page, room, visitor);
  await page.goto(url);
  await page.getByRole('button', { name: 'Grant access' }).waitFor();
}

async function goToResult(
  page: Page,
  room: Room,
  slug: Exclude<Slug, 'implicit'>,
  person?: string,
): Promise<void> {
  const visitor = room.demo.newBrowser();
  if (slug === 'authorization-code')
    await runToResult(visitor, STARTS[slug], { ...(person && { person }) });
  else if (slug === 'client-credentials') await visitor.open(STARTS[slug]);
  else await sendPassword(visitor, 'ada', 'lovelace');
  await goOn(page, room, visitor);
  await page.goto(`/${slug}`);
  await resultOf(page).waitFor();
}

/** Back from the authorization server with its answer. */
async function comeBack(
  page: Page,
  room: Room,
  slug: 'authorization-code' | 'implicit',
  how: Decision,
) {
  const visitor = room.demo.newBrowser();
  const { location = '' } = await decideAtSandbox(visitor, STARTS[slug], how);
  await goOn(page, room, visitor);
  await page.goto(location);
}

async function runImplicit(page: Page, room: Room, person?: string): Promise<void> {
  await comeBack(page, room, 'implicit', { ...(person && { person }) });
  await page.getByRole('status').getByText('Done.').waitFor();
}

const LESSONS: State[] = [
  { state: 'the landing page', open: openPath('/') },
  { state: 'the account of Bitbucket', open: openPath('/bitbucket') },
  { state: 'the authorization code lesson', open: openPath('/authorization-code') },
  { state: 'the implicit lesson', open: openPath('/implicit') },
  { state: 'the password lesson', open: openPath('/resource-owner-password') },
  { state: 'the client credentials lesson', open: openPath('/client-credentials') },
];

const RESULTS: State[] = [
  {
    state: 'authorization code: its result',
    open: (page, room) => goToResult(page, room, 'authorization-code'),
  },
  { state: 'implicit: its result', open: runImplicit },
  {
    state: 'password: its result',
    open: (page, room) => goToResult(page, room, 'resource-owner-password'),
  },
  {
    state: 'client credentials: its result',
    open: (page, room) => goToResult(page, room, 'client-credentials'),
  },
  {
    state: 'authorization code: two tokens after a refresh, and a notice',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await heading(page, 'Before the refresh');
      await page.goto('/authorization-code?notice=answered');
    },
  },
  {
    state: 'authorization code: a token of 2,000 characters and more, revealed',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.getByRole('button', { name: 'Reveal the access token' }).click();
      const token = page.getByText(/^\S{2000,}$/);
      await token.waitFor();
    },
  },
  {
    state: 'authorization code: an exchange, revealed',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.getByRole('button', { name: /Reveal the secrets of Token request/ }).click();
      await page.getByRole('link', { name: /Hide the secrets/ }).waitFor();
    },
  },
  {
    state: 'authorization code: an exchange alone',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await resultOf(page).getByRole('link', { name: 'Raw JSON' }).first().click();
      await page.getByRole('heading', { name: 'One exchange in full' }).waitFor();
    },
  },
  {
    state: 'implicit: the token revealed, lists empty',
    async open(page, room) {
      await runImplicit(page, room, 'nora');
      await page.getByRole('button', { name: 'Reveal the access token' }).click();
    },
  },
];

const REFUSALS: State[] = [
  {
    state: 'client credentials: the token has expired',
    async open(page, room) {
      await goToResult(page, room, 'client-credentials');
      await page.goto('/sandbox');
      await page.getByRole('button', { name: '+ 2 hours' }).first().click();
      await page.goto('/client-credentials');
      await page.getByRole('button', { name: 'Call the API again' }).click();
      await page.getByText('The API no longer takes this token').waitFor();
    },
  },
  {
    state: 'authorization code: denied',
    async open(page, room) {
      await comeBack(page, room, 'authorization-code', { decision: 'cancel' });
      await heading(page, 'You denied access');
    },
  },
  {
    state: 'implicit: denied',
    async open(page, room) {
      await comeBack(page, room, 'implicit', { decision: 'cancel' });
      await heading(page, 'You denied access');
    },
  },
  {
    state: 'implicit: a forged fragment',
    async open(page) {
      await page.goto('/oauth-callback#access_token=T&token_type=bearer&state=other');
      await page.getByRole('status').getByText('The run ended early').waitFor();
    },
  },
  { state: 'implicit: no fragment', open: openPath('/oauth-callback') },
  { state: 'the password form', open: openPath('/resource-owner-password/authorize') },
  {
    state: 'the password form after a wrong password',
    async open(page) {
      await page.goto('/resource-owner-password/authorize');
      await typeCredentials(page, 'ada', 'guess');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    state: 'a form that is out of date (403)',
    async open(page) {
      await page.goto('/resource-owner-password/authorize');
      await page.context().clearCookies();
      await typeCredentials(page, 'ada', 'lovelace');
      await heading(page, 'That form is out of date');
    },
  },
  { state: 'an answer without a run (400)', open: openPath('/oauth-callback?code=c&state=s') },
  { state: 'no such page (404)', open: openPath('/nowhere') },
  { state: 'not in that way (405)', open: openPath('/logout') },
];

const SANDBOX: State[] = [
  { state: 'the page of the sandbox, to a stranger', open: openPath('/sandbox') },
  {
    state: 'the page of the sandbox, with the buttons of its clock',
    async open(page, room) {
      await goToResult(page, room, 'client-credentials');
      await page.goto('/sandbox');
      await page.getByRole('button', { name: '+ 2 hours' }).first().waitFor();
    },
  },
  { state: 'the sandbox: sign-in', open: openPath(STARTS['authorization-code']) },
  {
    state: 'the sandbox: a wrong password',
    async open(page) {
      await page.goto(STARTS['authorization-code']);
      await typeCredentials(page, 'ada', 'guess');
      await page.getByRole('alert').waitFor();
    },
  },
  { state: 'the sandbox: consent to a code', open: (page, room) => goToConsent(page, room) },
  {
    state: 'the sandbox: consent to a token',
    open: (page, room) => goToConsent(page, room, 'implicit'),
  },
  {
    state: 'the sandbox: already answered',
    async open(page, room) {
      await goToConsent(page, room);
      await decide(page, 'Grant access');
      await resultOf(page).waitFor();
      await page.goBack();
      await heading(page, 'You have already answered');
    },
  },
  {
    state: 'the sandbox: an unknown client',
    open: openPath('/sandbox/current/site/oauth2/authorize?response_type=code&client_id=nobody'),
  },
  { state: 'the sandbox: no such address', open: openPath('/sandbox/legacy/nowhere') },
];

describe('S27 Every page and state, in light and dark, on a desk and on a phone', () => {
  const room = openRoom();

  it.each([...LESSONS, ...RESULTS, ...REFUSALS, ...SANDBOX])('$state', async ({ open }) => {
    const page = await room.newPage(DESK);
    await open(page, room);

    expect(await findFlaws(page)).toEqual([]);
  });
});

describe('S27 The states that need a consumer of one’s own and a token of few scopes', () => {
  const room = openRoom({
    BITBUCKET_SCOPES: 'account',
    BITBUCKET_CONSUMER_KEY: 'kAbCdEf0123456789G',
    BITBUCKET_CONSUMER_SECRET: 'sAbCdEf0123456789AbCdEf012345678',
  });
  const refusals = (page: Page) => resultOf(page).getByText('Scopes required');

  it.each<State>([
    { state: 'the landing page', open: openPath('/') },
    {
      state: 'the implicit lesson, with a quieter button for bitbucket.org',
      open: openPath('/implicit'),
    },
    {
      state: 'authorization code: two calls refused with 403',
      async open(page) {
        await goToResult(page, room, 'authorization-code');
        expect(await refusals(page).count()).toBe(2);
      },
    },
    {
      state: 'implicit: two calls refused with 403',
      async open(page) {
        await runImplicit(page, room);
        expect(await refusals(page).count()).toBe(2);
      },
    },
  ])('$state', async ({ open }) => {
    const page = await room.newPage(DESK);
    await open(page, room);

    expect(await findFlaws(page)).toEqual([]);
  });
});

describe('With the keyboard alone', () => {
  const room = openRoom();

  async function tabTo(page: Page, name: string): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const focus = await describeFocus(page);
      expect(focus).toEqual({ ...focus, isMarked: true });
      if (focus.name === name) return;
    }
    throw new Error(`Tab never comes to “${name}”.`);
  }

  it('runs the client credentials grant from the landing page, the focus always visible', async () => {
    const page = await room.newPage(DESK);
    await page.goto('/');
    await tabTo(page, 'Skip to the content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Client Credentials');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/client-credentials');
    await tabTo(page, 'Run it on the sandbox, current era');
    await page.keyboard.press('Enter');
    await resultOf(page).waitFor();

    await tabTo(page, 'See the result');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Reveal the access token');
    await page.keyboard.press('Enter');

    const hide = page.getByRole('link', { name: 'Hide the access token' });
    await hide.waitFor();
    expect(await hide.isVisible()).toBe(true);
  });

  it('signs in at the sandbox and grants access', async () => {
    const page = await room.newPage(DESK);
    await page.goto(STARTS['authorization-code']);

    await field(page, 'Username').focus();
    await page.keyboard.type('ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('lovelace');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Grant access' }).waitFor();
    await tabTo(page, 'Grant access');
    await page.keyboard.press('Enter');

    await resultOf(page).waitFor();
    expect(new URL(page.url()).pathname).toBe('/authorization-code');
  });
});
