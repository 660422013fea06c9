import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { runToResult } from '../support/resource-owner.ts';

describe('The person who is chosen on the stage', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const chosenOf = ({ root }: Page) =>
    root.querySelector('.choices a[href*="person="][aria-current] strong')?.text;
  /** @returns The page of the sandbox that comes first. */
  const choose = (browser: Browser, person: string, slug = 'authorization-code') =>
    browser.open(`/${slug}/authorize?pace=through&person=${person}`);

  it('stands first at the sandbox, and is asked for where another is signed in', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize?pace=through', { person: 'ada' });

    const signIn = await choose(browser, 'una');

    const [first] = signIn.root.querySelectorAll('button.person');
    expect(first?.getAttribute('value')).toBe('una');
    expect(first?.text).toContain('(chosen before)');
    const consent = await browser.follow(
      await browser.submit(signIn, 'name="person"', { person: 'una' }),
    );
    expect(consent.body).toContain('It wants to act for <strong><bdi>Una Unnamed');
    expect((await choose(browser, 'una')).body).toContain('Grant access');
  });

  it('is shown by the menu until another is chosen, or nobody, and is gone with "Forget all"', async () => {
    const browser = demo.newBrowser();

    await choose(browser, 'nora');
    const page = await browser.get('/authorization-code');
    await choose(browser, 'anybody');
    const later = await browser.get('/authorization-code');
    await choose(browser, 'bruno');
    await page.form('Forget all').submit();

    expect(chosenOf(page)).toBe('Nora Nobody');
    expect(chosenOf(later)).toBe('Anybody');
    expect(chosenOf(await browser.get('/authorization-code'))).toBe('Anybody');
    expect([...browser.cookies.keys()]).not.toContain('sandbox-person');
  });

  it('is remembered beyond the token, under the new session id', async () => {
    const browser = demo.newBrowser();
    const start = '/authorization-code/authorize?pace=through&person=bruno';

    const page = await runToResult(browser, start, { person: 'bruno' });

    expect(chosenOf(page)).toBe('Bruno Sample');
  });

  it('stands in the form of the password grant, with the password beside it', async () => {
    const browser = demo.newBrowser();

    const page = await choose(browser, 'bruno', 'resource-owner-password');

    expect(page.form('Send A').fields['set.username']).toBe('bruno');
    const { password } = demo.sandboxes.legacy.people.find((one) => one.username === 'bruno') ?? {};
    expect(page.message()).toContain(`bruno’s is ${password}`);
  });

  it('is refused where there is nobody of that name: nothing is begun', async () => {
    const browser = demo.newBrowser();

    const page = await choose(browser, '__proto__');

    expect(page.status).toBe(400);
    expect(page.body).toContain('No such person can sign in at the sandbox, current era.');
    expect([...browser.cookies.keys()]).toEqual([]);
  });

  it('is nobody where the sandbox is told of somebody who does not live there', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, '/authorization-code/authorize?pace=through');
    browser.cookies.set('sandbox-person', { value: 'toString', path: '/sandbox' });

    const page = await browser.open('/authorization-code/authorize?pace=through');

    expect(page.body).toContain('Grant access');
  });

  it('has no menu where no person takes part', async () => {
    const { root } = await demo.newBrowser().get('/client-credentials');

    expect(root.querySelector('a[href*="person="]')).toBeNull();
  });
});
