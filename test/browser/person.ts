/** What a person does before a real browser: runs a grant at the stage, signs in at the sandbox, decides. */
import type { Page } from 'playwright-core';

export const GRANTS = {
  'authorization-code': 'Authorization code',
  implicit: 'Implicit',
  'resource-owner-password': 'Password',
  'client-credentials': 'Client credentials',
} as const;

export type Slug = keyof typeof GRANTS;
export type EraName = 'current' | 'legacy';

const DEFAULT_ERA: Readonly<Record<Slug, EraName>> = {
  'authorization-code': 'current',
  implicit: 'legacy',
  'resource-owner-password': 'legacy',
  'client-credentials': 'current',
};

/** From the landing page to the stage of a grant, by its card. */
export async function goToStage(page: Page, slug: Slug): Promise<void> {
  await page.goto('/');
  await page
    .getByRole('main')
    .getByRole('link', { name: GRANTS[slug], exact: true })
    .first()
    .click();
  await page.waitForURL(`**/${slug}`);
}

/** "Run it" where the grant begins in this era; else by way of the menu, which stops before the first message. */
export async function pressRun(page: Page, era: EraName): Promise<void> {
  const slug = new URL(page.url()).pathname.slice(1) as Slug;
  if (era === DEFAULT_ERA[slug]) return page.getByRole('link', { name: /^Run it/ }).click();
  await chooseServer(page, `Sandbox, ${era} era`);
  await page.getByRole('button', { name: 'Run to the end' }).click();
}

/** A run there is begun with it, step by step. */
export async function chooseServer(page: Page, name: string): Promise<void> {
  await page.locator('.stage__settings summary', { hasText: 'Server' }).click();
  await page.getByRole('listitem').getByRole('link', { name }).click();
  await statusOf(page).getByText('Paused before A.').waitFor();
}

/** Sends the message that waits. */
export async function send(page: Page, step: string): Promise<void> {
  const name = step === 'API' ? 'the API call' : step;
  await page.getByRole('button', { name: `Send ${name}`, exact: true }).click();
}

/** By one click on a person. */
export async function chooseToBe(page: Page, displayName: string): Promise<void> {
  await page.getByRole('button', { name: displayName }).click();
}

/** By name and password: at the sandbox, or in the form of the password grant. */
export async function typeCredentials(
  page: Page,
  username: string,
  password: string,
): Promise<void> {
  await field(page, 'Username').fill(username);
  await field(page, 'Password').fill(password);
  await page.getByRole('button', { name: /^(Sign in|Send A)/ }).click();
}

export function field(page: Page, label: 'Username' | 'Password') {
  return page.getByRole('textbox', { name: label });
}

export async function decide(page: Page, answer: 'Grant access' | 'Cancel'): Promise<void> {
  await page.getByRole('button', { name: answer }).click();
}

export interface How {
  readonly era?: EraName;
  readonly person?: 'Ada Example' | 'Bruno Sample' | 'Nora Nobody';
}

const CREDENTIALS = {
  'Ada Example': ['ada', 'lovelace'],
  'Bruno Sample': ['bruno', 'lanterns'],
  'Nora Nobody': ['nora', 'quietly'],
} as const;

/** Goes to the stage and through the whole of its grant, to its result. */
export async function runGrant(
  page: Page,
  slug: Exclude<Slug, 'implicit'>,
  how: How = {},
): Promise<void> {
  const { era = DEFAULT_ERA[slug], person = 'Ada Example' } = how;
  await page.goto(`/${slug}`);
  await pressRun(page, era);
  if (slug === 'resource-owner-password') {
    const [username, password] = CREDENTIALS[person];
    await typeCredentials(page, username, password);
  }
  if (slug === 'authorization-code') {
    await chooseToBe(page, person);
    await decide(page, 'Grant access');
  }
  await resultOf(page).waitFor();
}

/** What just happened, in the one live region. */
export function statusOf(page: Page) {
  return page.getByRole('status');
}

/** The message that the stage shows. */
export function messageOf(page: Page) {
  return page.locator('article.message');
}

/** An arrow of the diagram: a link that says letter and state. */
export function arrowOf(page: Page, letter: string) {
  return page.locator('.diagram').getByRole('link', { name: new RegExp(`^${letter}, `) });
}

/** What the API answered is there, down to the last. */
export function resultOf(page: Page) {
  return page.getByRole('article', { name: 'Call the API' }).filter({ hasText: 'Workspaces' });
}

/** The list that the API gives in several pages. */
export function nextPageOf(page: Page) {
  return resultOf(page).getByRole('button', { name: 'Next page of Repositories' });
}

/** The rows of all its tables, line by line. */
export async function rowsOf(page: Page): Promise<string> {
  return (await resultOf(page).getByRole('row').allInnerTexts()).join('\n');
}

/** The token in hand, as its bar shows it: `live…6789`. */
export async function maskedToken(page: Page): Promise<string> {
  const bar = page.getByRole('region', { name: 'Access token' });
  const text = await bar.getByText(/^\S{4}…\S{4}/).innerText();
  return text.split('\n')[0] ?? '';
}
