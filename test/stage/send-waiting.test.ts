import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { behave, comeBack, openLiveDemo, TOKEN_ANSWER, TOKEN_PATH } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { json } from '../support/scripted-server.ts';
import { csrfOf } from '../support/session.ts';

const START = '/authorization-code/authorize?pace=step&server=';

function inForm(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`set.${name}`, value]));
}

describe('A request that waits on the stage', () => {
  let demo: LiveDemo;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(() => behave(demo.bitbucket));
  afterAll(() => demo.close());

  const parametersOf = ({ location = '' }: Page) => new URL(location).searchParams;

  /** A run that has its code, and pauses before it is traded. */
  async function pauseBeforeD(browser: Browser): Promise<Page> {
    const stage = await browser.open(`${START}bitbucket`);
    const state = parametersOf(await stage.form('Send A').submit()).get('state') ?? '';
    await comeBack(browser, { code: 'live-code-0123456789', state });
    return browser.get('/authorization-code?run=1&step=D');
  }

  it('is sent once, from two tabs and by a second click', async () => {
    const browser = demo.newBrowser();
    const form = (await pauseBeforeD(browser)).form('Send D');
    const before = demo.tokenRequests().length;
    demo.bitbucket.on(TOKEN_PATH, async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return json(TOKEN_ANSWER);
    });

    const answers = await Promise.all([form.submit(), form.submit(), form.submit()]);
    const late = await form.submit();

    expect(demo.tokenRequests()).toHaveLength(before + 1);
    for (const answer of [...answers, late]) expect(answer.status).toBe(303);
    expect((await browser.follow(late)).announcement()).toContain('Paused before the API call.');
  });

  it('on bitbucket.org, nothing in it changes but the scopes and PKCE, whatever the form says', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open(`${START}bitbucket`);
    const own = {
      response_type: 'token',
      client_id: 'other',
      redirect_uri: 'https://evil.example/',
      state: 'left-out',
      code_challenge_method: 'plain',
      code_challenge: 'left-out',
      nonce: 'new',
    };
    const changes = inForm(own);
    const form = {
      ...changes,
      'scope.email': undefined,
      'scope.webhook': 'on',
    };

    const sent = parametersOf(await stage.form('Send A').submit(form));

    expect(Object.fromEntries(sent)).toEqual({
      response_type: 'code',
      client_id: expect.stringMatching(/^live-consumer/),
      redirect_uri: `${demo.url}/oauth-callback`,
      scope: expect.stringMatching(/^account repository webhook$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    });

    await comeBack(browser, { code: 'live-code-0123456789', state: sent.get('state') ?? '' });
    const before = await browser.get('/authorization-code?run=1&step=D');
    const secrets = { Authorization: 'left-out', code: 'invented', grant_type: 'password' };
    await before.form('Send D').submit(inForm(secrets));

    const request = demo.tokenRequests().at(-1);
    expect(request?.headers.authorization).toMatch(/^Basic /);
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      code: 'live-code-0123456789',
      redirect_uri: `${demo.url}/oauth-callback`,
    });
  });

  it('a value of 5,000 characters is refused by name, nothing is sent, and the rest is kept', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open(`${START}sandbox-current`);
    const long = 'x'.repeat(5_000);

    const page = await stage
      .form('Send A')
      .submit({ 'set.client_id': 'other', 'set.redirect_uri': long });

    expect(page.status).toBe(400);
    expect(page.message()).toContain('redirect_uri: 5000 characters are too many to be sent.');
    expect(page.body).not.toContain(long);
    expect(page.form('Send A').fields).toMatchObject({
      'set.client_id': 'other',
      'set.redirect_uri': `${demo.url}/oauth-callback`,
    });
    expect(page.step('A').state).toBe('next');
  });

  it('a value with line breaks is sent as it is, and breaks no line', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open(`${START}sandbox-current`);
    const value = 'a\r\nSet-Cookie: b=c\r\n\r\n<i>';

    const answer = await stage.form('Send A').submit({ 'set.client_id': value });
    const page = await browser.get('/authorization-code?run=1&step=A&view=wire');

    expect(parametersOf(answer).get('client_id')).toBe(value);
    expect(answer.headers.getSetCookie().join()).not.toContain('b=c');
    expect(page.body).not.toContain('<i>');
  });

  it('of another session, or at a step where none waits, is not there: nothing is sent', async () => {
    const owner = demo.newBrowser();
    const form = (await pauseBeforeD(owner)).form('Send D');
    const stranger = demo.newBrowser();
    const _csrf = csrfOf(await stranger.open('/resource-owner-password/authorize'));
    const before = demo.tokenRequests().length;

    const strange = await stranger.post(form.action, { ...form.fields, _csrf });
    const steps = await Promise.all(
      ['A', 'E', 'API', '__proto__', ''].map((waiting) => form.submit({ waiting })),
    );

    expect(strange.location).toContain('notice=no-run');
    for (const { location } of steps) expect(location).toContain('step=D');
    expect(demo.tokenRequests()).toHaveLength(before);
  });

  it('R23 a form with a password is good once more where the answer, and the new session with it, was lost', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open('/resource-owner-password/authorize');
    const person = { 'set.username': 'ada', 'set.password': 'lovelace' };
    const earlier = new Map(browser.cookies);

    await stage.form('Send A').submit(person);
    for (const [name, cookie] of earlier) browser.cookies.set(name, cookie);
    const page = await browser.follow(await stage.form('Send A').submit(person));

    expect(page.announcement()).toContain('You have an access token.');
  });

  /** What two clicks of one browser come with. */
  const sameCookies = (browser: Browser) => {
    const other = demo.newBrowser();
    for (const [name, cookie] of browser.cookies) other.cookies.set(name, cookie);
    return other;
  };
  const passwordsSent = () =>
    demo.sandboxes.legacy.requests.filter(({ form }) => form['grant_type'] === 'password').length;

  it.each([
    ['of a run that waits', 0],
    ['of one that is no longer kept', 31 * 60_000],
  ])(
    'a password %s is sent once by two clicks, whichever answer the browser is left with',
    async (_of, passed) => {
      const first = demo.newBrowser();
      const stage = await first.open('/resource-owner-password/authorize?pace=through');
      const { action, fields } = stage.form('Send A');
      const typed = { ...fields, 'set.username': 'ada', 'set.password': 'lovelace' };
      demo.advance(passed);
      await first.get('/'); // the session goes on
      demo.advance(passed);
      const before = passwordsSent();
      const second = sameCookies(first);
      const late = sameCookies(first);

      const answers = await Promise.all([first.post(action, typed), second.post(action, typed)]);
      const again = await late.post(action, typed);

      expect(passwordsSent()).toBe(before + 1);
      const pages = [
        await first.follow(answers[0]),
        await second.follow(answers[1]),
        await late.follow(again),
      ];
      for (const page of pages) expect(page.announcement()).toContain('You have an access token.');
    },
  );

  it('a form that somebody else was given in the same session leads to no token (§10.12)', async () => {
    const victim = demo.newBrowser();
    const stage = await victim.open('/resource-owner-password/authorize?pace=through');
    const planter = sameCookies(victim);
    const own = (await planter.get('/resource-owner-password')).form('Send A');
    const { action, fields } = stage.form('Send A');
    await victim.post(action, { ...fields, 'set.username': 'ada', 'set.password': 'lovelace' });

    for (const mark of [own.fields['mark'], '', undefined]) {
      const { mark: _own, 'set.password': _typed, ...others } = own.fields;
      await planter.post(own.action, { ...others, ...(mark !== undefined && { mark }) });

      const page = await planter.get('/resource-owner-password');
      expect(page.tokenBar()).toBe('');
    }
  });

  it('waits still where taking the tokens back fails; and once that has worked, nothing is said to have failed', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open('/resource-owner-password/authorize?pace=step');
    const person = { 'set.username': 'ada', 'set.password': 'lovelace' };
    const paused = await browser.follow(await stage.form('Send A').submit(person));
    const visitor = browser.cookies.get('sandbox-visitor')?.value ?? '';
    const endpoint = '/site/oauth2/revoke';
    demo.sandboxes.legacy.faults.set({ fault: 'reset', endpoint, visitor, times: 1 });

    const failed = await browser.follow(await paused.form('Revoke').submit());
    const revoked = await browser.follow(await failed.form('Revoke').submit());

    expect(failed.step('Revoke').state).toBe('failed');
    expect(failed.link('the API call')).toContain('step=API');
    expect(revoked.announcement()).toContain('Paused before the API call.');
  });

  it('waits for ten minutes; then the stage says so, and leads on', async () => {
    const browser = demo.newBrowser();
    const stage = await browser.open(`${START}bitbucket`);
    demo.advance(11 * 60_000);

    const late = await browser.follow(await stage.form('Send A').submit());

    expect(late.step('A').state).toBe('failed');
    expect(late.message()).toContain('ten minutes');
    expect(late.hasButton('Send A')).toBe(false);
    const again = await browser.open(late.link('Try again'));
    expect(again.hasButton('Send A')).toBe(true);
  });
});
