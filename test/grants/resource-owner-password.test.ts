import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendPassword } from '../support/resource-owner.ts';
import { readStage } from '../support/stage.ts';

const FORM = '/resource-owner-password/authorize';

describe('Resource Owner Password Credentials Grant (RFC 6749 §4.3)', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const tokenRequests = () =>
    demo.sandboxes.legacy.requests.filter(({ method }) => method === 'POST');

  it('runs on the legacy era to its API results (A-C)', async () => {
    const browser = demo.newBrowser();

    const answer = await sendPassword(browser, 'ada', 'lovelace');
    const page = await browser.follow(answer);

    expect(answer.status).toBe(303);
    expect(page.url).toBe(`${demo.url}/resource-owner-password?run=1&step=API#stage`);
    expect(page.announcement()).toContain('You have an access token.');
    expect(page.message()).toContain('Ada Example');
    expect(tokenRequests().at(-1)?.form).toMatchObject({ grant_type: 'password', username: 'ada' });
  });

  it('asks for both before the form leaves the browser, where a typed password would be lost', async () => {
    const page = await demo.newBrowser().open('/resource-owner-password/authorize?pace=step');
    const required = page.root.querySelectorAll('#message-form input[required]');

    expect(required.map((input) => input.getAttribute('name'))).toEqual([
      'set.username',
      'set.password',
    ]);
  });

  it('says what the server said to a wrong password, and has the form again, without the password (§4.3.2)', async () => {
    const browser = demo.newBrowser();

    const page = await browser.follow(await sendPassword(browser, 'ada', 'babbage-canary'));
    const again = await browser.open(page.link('Try again'));

    expect(page.step('B')).toEqual({ state: 'failed', result: '401' });
    expect(page.message()).toContain('Invalid resource owner username/password');
    expect(again.form('Send A').fields).toMatchObject({
      'set.username': 'ada',
      'set.password': '',
    });
    for (const { body } of await readStage(browser, '/resource-owner-password')) {
      expect(body).not.toContain('babbage-canary');
    }
  });

  it('takes the right password after a wrong one, in the same run', async () => {
    const browser = demo.newBrowser();
    const refused = await browser.follow(await sendPassword(browser, 'ada', 'wrong'));

    const form = (await browser.open(refused.link('Try again'))).form('Send A');
    const page = await browser.follow(await form.submit({ 'set.password': 'lovelace' }));

    expect(page.url).toContain('?run=1&');
    expect(page.announcement()).toContain('You have an access token.');
    expect(page.step('B').state).toBe('done');
  });

  it('refuses a person with two-step verification just like a wrong password', async () => {
    const [first, second] = [demo.newBrowser(), demo.newBrowser()];

    const right = await first.follow(await sendPassword(first, 'tove', 'twosteps'));
    const wrong = await second.follow(await sendPassword(second, 'ada', 'wrong'));

    expect(right.step('B')).toEqual({ state: 'failed', result: '401' });
    const failure = (page: Page) => page.root.querySelector('.failure')?.textContent;
    expect(failure(right)).toBe(failure(wrong));
    expect(failure(right)).toContain('Invalid resource owner username/password');
  });

  it.each([
    ['', 'lovelace', 'Type a user name.'],
    ['ada', '', 'Type the password.'],
  ])('sends nothing for the name %j and the password %j (§4.3.2)', async (name, word, message) => {
    const before = tokenRequests().length;

    const page = await sendPassword(demo.newBrowser(), name, word);

    expect(page.status).toBe(400);
    expect(page.message()).toContain(message);
    expect(page.form('Send A').fields['set.username']).toBe(name);
    expect(tokenRequests()).toHaveLength(before);
  });

  it('shows a hostile name as text, and nothing but text', async () => {
    const browser = demo.newBrowser();

    const page = await browser.follow(await sendPassword(browser, '"><svg onload=alert(1)>', 'x'));

    expect(page.step('B').state).toBe('failed');
    expect(page.message()).toContain('"><svg onload=alert(1)>');
    expect(page.body).not.toContain('<svg onload');
  });

  it('is refused by the app for any other server, before a password is typed', async () => {
    for (const server of ['bitbucket', 'sandbox-current', 'nowhere']) {
      const page = await demo.newBrowser().get(`${FORM}?server=${server}`);

      expect(page.status).toBe(400);
      expect(page.root.querySelectorAll('[name=password]')).toHaveLength(0);
    }
  });

  it('has nothing that could come back through the browser (§4.3)', async () => {
    const page = await demo.newBrowser().get('/resource-owner-password/oauth-callback');

    expect(page.status).toBe(400);
    expect(page.body).toContain('nothing comes back through the browser');
  });

  it('shows nora what she has: an empty list of addresses and no repository', async () => {
    const browser = demo.newBrowser();

    const page = await browser.follow(await sendPassword(browser, 'nora', 'quietly'));

    expect(page.message()).toContain('Nora Nobody');
    expect(page.body).toContain('this user has no e-mail address');
  });
});
