import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { sendPassword } from '../support/resource-owner.ts';

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
    expect(page.url).toBe(`${demo.url}/resource-owner-password`);
    expect(page.body).toContain('You have an access token');
    expect(page.body).toContain('Ada Example');
    expect(tokenRequests().at(-1)?.form).toMatchObject({ grant_type: 'password', username: 'ada' });
  });

  it('shows the form again after a wrong password, without the password (§4.3.2)', async () => {
    const page = await sendPassword(demo.newBrowser(), 'ada', 'babbage-canary');

    expect(page.status).toBe(401);
    expect(page.body).toContain('did not accept this user name and password');
    expect(page.body).toContain('Invalid resource owner username/password');
    expect(page.body).toMatch(/name="username"[^>]*value="ada"/);
    expect(page.body).not.toContain('babbage-canary');
    expect(page.body).toContain('id="exchange-x1"');
  });

  it('refuses a person with two-step verification just like a wrong password', async () => {
    const right = await sendPassword(demo.newBrowser(), 'tove', 'twosteps');
    const wrong = await sendPassword(demo.newBrowser(), 'ada', 'wrong');
    const words = /role="alert">.*?<\/p>/s;

    expect(right.status).toBe(401);
    expect(words.exec(right.body)?.[0]).toBe(words.exec(wrong.body)?.[0]);
  });

  it.each([
    ['', 'lovelace', 'Type a user name.'],
    ['ada', '', 'Type the password.'],
  ])('sends nothing for the name %j and the password %j (§4.3.2)', async (name, word, message) => {
    const before = tokenRequests().length;

    const page = await sendPassword(demo.newBrowser(), name, word);

    expect(page.status).toBe(400);
    expect(page.body).toContain(message);
    expect(tokenRequests()).toHaveLength(before);
  });

  it('shows a hostile name as text, and nothing but text', async () => {
    const page = await sendPassword(demo.newBrowser(), '"><svg onload=alert(1)>', 'x');

    expect(page.status).toBe(401);
    expect(page.body).not.toContain('<svg onload');
  });

  it('is refused by the app for any other server, before a password is typed', async () => {
    for (const server of ['bitbucket', 'sandbox-current', 'nowhere']) {
      const page = await demo.newBrowser().get(`${FORM}?server=${server}`);

      expect(page.status).toBe(400);
      expect(page.body).not.toContain('name="password"');
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

    expect(page.body).toContain('Nora Nobody');
    expect(page.body).toContain('this user has no e-mail address');
  });
});
