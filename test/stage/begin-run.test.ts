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
    root.querySelector('.choices a[href*="person="][aria-current] b')?.text;
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
      await browser.submit(signIn, '[name=person]', { person: 'una' }),
    );
    expect(consent.text).toContain('It wants to act for Una Unnamed');
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

describe('A mistake that is asked for by address', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it.each([
    ['client-credentials', 'sandbox-current', 'no-state', 'No state'],
    ['client-credentials', 'sandbox-current', 'used-refresh-token', 'A used token, at once'],
    ['resource-owner-password', 'sandbox-legacy', 'deny', 'The person says no'],
    ['implicit', 'sandbox-legacy', 'wrong-secret', 'A wrong secret'],
    ['authorization-code', 'sandbox-current', 'public-consumer', 'A public consumer'],
  ])('is refused in another grant: %s, %s, %s', async (slug, server, mistake, name) => {
    const browser = demo.newBrowser();

    const page = await browser.get(
      `/${slug}/authorize?pace=step&server=${server}&mistake=${mistake}`,
    );

    expect(page.status).toBe(400);
    expect(page.text).toContain(`The mistake “${name}” has no place in the `);
    expect(page.text).toContain('Nothing was sent. Run it without: “Break it” on the stage');
    expect(browser.cookies.size).toBe(0);
  });

  it('is refused in an era that does not have it, and where there is none of that name', async () => {
    const start = '/authorization-code/authorize?server=sandbox-legacy&mistake=';
    const browser = demo.newBrowser();

    const foreign = await browser.get(`${start}response-type-token`);
    const unknown = await browser.get(`${start}__proto__`);

    expect([foreign.status, unknown.status]).toEqual([400, 400]);
    expect(foreign.text).toContain(
      'The mistake “response_type=token” cannot be made on the sandbox, legacy era. Nothing was sent.',
    );
    expect(unknown.text).toContain('There is no mistake __proto__. Nothing was sent.');
    expect(browser.cookies.size).toBe(0);
  });

  it.each(['step', 'through'])(
    'pauses the run where its request has no place for it, and says so: pace %s',
    async (pace) => {
      const start = `/client-credentials/authorize?pace=${pace}&server=sandbox-current`;
      const browser = demo.newBrowser();

      const page = await browser.open(`${start}&mistake=no-code`);
      const sent = await browser.follow(await page.form('Send A').submit());

      expect(page.step('A').state).toBe('next');
      expect(page.announcement()).toContain(
        'Paused before A. The mistake “No code” has no place here: nothing is wrong on purpose.',
      );
      expect(sent.step('A').state).toBe('done');
      expect(sent.text).not.toContain('has no place here');
    },
  );
});
