/**
 * Every page in every state: axe finds nothing, nothing sticks out at 360 px, it weighs less than 122 kB and does not
 * move by itself. S27 is watched on the way: no error in the console, no violation of the content security policy,
 * no request to another host (see support.ts). In Chromium alone: npm delivers no other engine.
 */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { findFlaws } from '../inspection.ts';
import {
  type Decision,
  decideAtSandbox,
  openConsent,
  runToResult,
  sendPassword,
} from '../../support/resource-owner.ts';
import {
  arrowOf,
  chooseToBe,
  decide,
  messageOf,
  resultOf,
  send,
  statusOf,
  typeCredentials,
} from '../person.ts';
import type { Slug } from '../person.ts';
import { goOn, openRoom } from '../support.ts';
import type { Room } from '../support.ts';

interface State {
  readonly state: string;
  /** The implicit grant has a script and templates of its own; the account is long. */
  readonly largestBytes?: number;
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
  await page.goto(`/${slug}?step=API#stage`);
  await resultOf(page).waitFor();
}

/** As far as the first message, which waits. */
async function pause(page: Page, slug: Slug = 'authorization-code'): Promise<void> {
  await page.goto(`/${slug}/authorize?pace=step`);
  await statusOf(page).getByText('Paused before A.').waitFor();
}

async function pauseAtD(page: Page): Promise<void> {
  await pause(page);
  await send(page, 'A');
  await chooseToBe(page, 'Ada Example');
  await decide(page, 'Grant access');
  await statusOf(page).getByText('Paused before D.').waitFor();
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

const STAGES: State[] = [
  { state: 'the landing page', open: openPath('/') },
  { state: 'the rehearsal of rotation: nothing was run', open: openPath('/rotation') },
  {
    state: 'the rehearsal of rotation: four are refused, and the client is locked',
    async open(page) {
      await page.goto('/rotation');
      await page.getByLabel('Locks the client').check();
      await page.getByRole('button', { name: 'Run it' }).click();
      await heading(page, 'The family of the refresh token');
    },
  },
  { state: 'the account of Bitbucket', largestBytes: 167_000, open: openPath('/bitbucket') },
  { state: 'authorization code: nothing was run', open: openPath('/authorization-code') },
  {
    state: 'authorization code: bitbucket.org, to be set up',
    open: openPath('/authorization-code?server=bitbucket#stage'),
  },
  { state: 'implicit: nothing was run', open: openPath('/implicit') },
  { state: 'password: nothing was run', open: openPath('/resource-owner-password') },
  { state: 'client credentials: nothing was run', open: openPath('/client-credentials') },
];

const RESULTS: State[] = [
  {
    state: 'authorization code: its result',
    open: (page, room) => goToResult(page, room, 'authorization-code'),
  },
  {
    state: 'authorization code: the next page of a list, and its menu of people',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await page.getByRole('button', { name: 'Next page of Repositories' }).click();
      await page.waitForURL('**step=Next#stage');
      await page.locator('.stage__settings summary', { hasText: 'Person' }).click();
    },
  },
  {
    state: 'authorization code: a call of the API explorer that is refused',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await page.getByRole('link', { name: 'Explore the API' }).click();
      await page.getByRole('link', { name: 'Pull requests' }).click();
      await page.getByRole('button', { name: 'Send the call' }).click();
      await statusOf(page).getByText('Call 1 was refused.').waitFor();
    },
  },
  {
    state: 'authorization code: a call of the API explorer, its answer as JSON',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await page.getByRole('link', { name: 'Explore the API' }).click();
      await page.getByRole('link', { name: 'Repositories of a workspace' }).click();
      await page.getByRole('button', { name: 'Send the call' }).click();
      await page.getByRole('link', { name: 'JSON' }).click();
      await page.getByRole('group', { name: 'The answer as JSON' }).waitFor();
    },
  },
  {
    state: 'password: its result',
    open: (page, room) => goToResult(page, room, 'resource-owner-password'),
  },
  {
    state: 'client credentials: its result',
    open: (page, room) => goToResult(page, room, 'client-credentials'),
  },
  {
    state: 'authorization code: each of its messages, explained',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await arrowOf(page, 'D').click();
      await messageOf(page).getByText('sent at').waitFor();
    },
  },
  {
    state: 'authorization code: the new tokens after a refresh',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await statusOf(page).getByText('The token is new.').waitFor();
    },
  },
  {
    state: 'authorization code: an answer that came before, a notice',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.goto('/authorization-code?notice=answered#stage');
      await messageOf(page).getByText('was used before').waitFor();
    },
  },
  {
    state: 'authorization code: a token of 2,000 characters and more, shown',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByText(/^\S{2000,}$/).waitFor();
    },
  },
  {
    state: 'authorization code: a message on the wire, its secrets shown',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.goto('/authorization-code?step=D&view=wire#stage');
      await page.getByRole('button', { name: /Show the secrets/ }).click();
      await messageOf(page)
        .getByText(/"access_token": "\S{1000,}/)
        .waitFor();
    },
  },
  {
    state: 'authorization code: the calls of the API on the wire',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await messageOf(page).getByRole('link', { name: 'On the wire' }).click();
      await messageOf(page).getByRole('heading', { name: 'E-mail addresses' }).waitFor();
    },
  },
  {
    state: 'authorization code: a message as code',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.goto('/authorization-code?step=D&view=code#stage');
      await messageOf(page).getByText('authorization-code.ts', { exact: true }).waitFor();
    },
  },
  {
    state: 'authorization code: an exchange as curl',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code', 'nora');
      await page.goto('/authorization-code?step=D&view=code&language=exchange#stage');
      await messageOf(page).getByRole('heading', { name: 'curl' }).waitFor();
    },
  },
  {
    state: 'the code before anything was run, with the commands for bitbucket.org',
    open: openPath('/authorization-code?step=A&view=code&language=bash&target=bitbucket#stage'),
  },
  {
    state: 'authorization code: two runs side by side',
    async open(page, room) {
      const visitor = room.demo.newBrowser();
      for (const _ of [1, 2]) await runToResult(visitor, STARTS['authorization-code']);
      await goOn(page, room, visitor);
      await page.goto('/authorization-code');
      await page
        .getByRole('link', { name: /^compare/ })
        .first()
        .click();
      await page.getByRole('table').first().waitFor();
    },
  },
];

/** What the field itself would not take. */
const TYPE_TOO_MUCH = `(() => {
  const field = document.getElementById('field-redirect_uri');
  field.removeAttribute('maxlength');
  field.value = 'x'.repeat(4001);
})()`;

const PAUSED: State[] = [
  { state: 'authorization code: paused before A', open: (page) => pause(page) },
  { state: 'authorization code: paused before D', open: pauseAtD },
  {
    state: 'authorization code: paused before the API',
    async open(page) {
      await pauseAtD(page);
      await send(page, 'D');
      await page.getByRole('link', { name: 'Next: the API call' }).click();
      await page.getByRole('button', { name: 'Send the API call' }).waitFor();
    },
  },
  {
    state: 'authorization code: what the browser brought (C), while D waits',
    async open(page) {
      await pauseAtD(page);
      await arrowOf(page, 'C').click();
      await page.getByRole('link', { name: 'Next: D' }).waitFor();
    },
  },
  { state: 'implicit: paused before A', open: (page) => pause(page, 'implicit') },
  { state: 'password: its form (A)', open: (page) => pause(page, 'resource-owner-password') },
  { state: 'client credentials: paused', open: (page) => pause(page, 'client-credentials') },
  {
    state: 'client credentials: changed, and refused',
    async open(page) {
      await pause(page, 'client-credentials');
      await page.getByRole('textbox', { name: 'grant_type' }).fill(`magic${'c'.repeat(300)}`);
      await send(page, 'A');
      await messageOf(page).getByText('Changed.').waitFor();
    },
  },
  {
    state: 'a value that cannot be sent (400)',
    async open(page) {
      await pause(page);
      await page.evaluate(TYPE_TOO_MUCH);
      await send(page, 'A');
      await messageOf(page).getByText('are too many to be sent').waitFor();
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
      await statusOf(page).getByText('The API no longer takes this token.').waitFor();
    },
  },
  {
    state: 'authorization code: denied',
    async open(page, room) {
      await comeBack(page, room, 'authorization-code', { decision: 'cancel' });
      await statusOf(page).getByText('You denied access').waitFor();
    },
  },
  {
    state: 'authorization code: the tokens taken back',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await page.getByRole('button', { name: 'Revoke' }).click();
      await page.waitForURL('**step=Revoke#stage');
    },
  },
  {
    state: 'authorization code: a refresh token that is dead',
    async open(page, room) {
      await goToResult(page, room, 'authorization-code');
      await page.getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('button', { name: 'Refresh', exact: true }).click();
      await messageOf(page).getByText('The refresh token is of no more use').first().waitFor();
    },
  },
  {
    state: 'password: a wrong one',
    async open(page) {
      await pause(page, 'resource-owner-password');
      await typeCredentials(page, 'ada', 'guess');
      await statusOf(page).getByText('The token endpoint refused').waitFor();
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

const TOOLS: State[] = [
  { state: '/connect: nothing answered', open: openPath('/connect') },
  { state: '/connect: a grant', open: openPath('/connect?who=person&where=machine&later=yes') },
  { state: '/connect: none', open: openPath('/connect?who=app&where=page&later=no') },
  { state: '/scopes: nothing asked', open: openPath('/scopes') },
  {
    state: '/scopes: calls and scopes ticked',
    open: openPath('/scopes?call=user&call=pull-requests&call=hooks&scope=project'),
  },
  {
    state: '/scopes: a 403 was read',
    async open(page) {
      await page.goto('/scopes');
      await page
        .getByLabel('The 403')
        .fill('{"error": {"detail": {"required": ["webhook"], "granted": ["account"]}}}');
      await page.evaluate(`document.getElementById('paste-refusal').form.submit()`); // as without script
      await page.waitForURL('**/scopes#refusal');
      await page.getByText('Missing: webhook.').waitFor();
    },
  },
  { state: '/errors: all of them', open: openPath('/errors') },
  { state: '/errors: what is assumed', open: openPath('/errors/client-credentials-missing') },
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
  { state: 'the sandbox: its front door', open: openPath('/sandbox/current/') },
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

const LOG =
  'ERROR oauth2: status=400 body={"error_description": "redirect_uri does not match", "error": "invalid_request"} client_secret=Xy12Ab34Cd56Ef78Gh90';

const paste = (text: string, title: string) => async (page: Page) => {
  await page.goto('/errors');
  await page.getByRole('textbox', { name: /^Paste what you got/ }).fill(text);
  await page.getByRole('button', { name: 'Find it' }).click();
  await heading(page, title);
};

const ERRORS: State[] = [
  { state: 'errors: all of them', open: openPath('/errors') },
  { state: 'errors: those of an era', open: openPath('/errors?era=legacy') },
  { state: 'errors: one, with a line to change', open: openPath('/errors/code-not-valid') },
  { state: 'errors: one, with a box to tick', open: openPath('/errors/public-consumer') },
  { state: 'errors: one without a text', open: openPath('/errors/credential-length') },
  { state: 'errors: one that is not there (404)', open: openPath('/errors/nowhere') },
  { state: 'errors: a text that is one of them', open: paste(LOG, 'One match') },
  { state: 'errors: a text that may be several', open: paste('bitbucket: 410 Gone', '3 may fit') },
  {
    state: 'errors: a text that is none',
    open: paste('{"error": "invalid_target", "error_description": "No"}', 'Not known here'),
  },
  { state: 'errors: a text without a break', open: paste('x'.repeat(7_000), 'Not known here') },
  {
    state: 'errors: a text that is too long',
    open: paste('x y '.repeat(2_001), 'Too long to read'),
  },
];

describe('S27 Every page and state, in light and dark, on a desk and on a phone', () => {
  const room = openRoom();

  it.each([...STAGES, ...PAUSED, ...RESULTS, ...REFUSALS, ...TOOLS, ...SANDBOX, ...ERRORS])(
    '$state',
    async ({ open, largestBytes }) => {
      const page = await room.newPage(DESK);
      await open(page, room);

      expect(await findFlaws(page, largestBytes)).toEqual([]);
    },
  );
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
      state: 'implicit: nothing was run, and bitbucket.org to be chosen',
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
      largestBytes: 155_000,
      async open(page) {
        await comeBack(page, room, 'implicit', {});
        await statusOf(page).getByText('The API took it.').waitFor();
        expect(await page.getByText('Scopes required').count()).toBe(2);
      },
    },
  ])('$state', async ({ open, largestBytes }) => {
    const page = await room.newPage(DESK);
    await open(page, room);

    expect(await findFlaws(page, largestBytes)).toEqual([]);
  });
});
