import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { decideAtSandbox, runToResult } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';

const GRANT = '/authorization-code';

/** The whole answer of the latest token request of a step, as "Show secrets" has it. */
async function revealTokens(browser: Browser, step: string): Promise<Record<string, string>> {
  const wire = await browser.get(`${GRANT}?step=${step}&view=wire`);
  const shown = await wire.form('Show the secrets').submit();
  const body = shown.root.querySelectorAll('.message .snippet').at(-1)?.textContent ?? '';
  return JSON.parse(body.slice(body.indexOf('{'))) as Record<string, string>;
}

describe('The stage of a grant', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const run = (browser: Browser, server = 'sandbox-current') =>
    runToResult(browser, `${GRANT}/authorize?server=${server}&pace=through`);
  const refresh = async (browser: Browser, page: Page) =>
    browser.follow(await page.form('Refresh').submit());
  const refreshes = (era: 'current' | 'legacy') =>
    demo.sandboxes[era].requests.filter(({ form }) => form['grant_type'] === 'refresh_token');

  it('says that nothing was run yet, and what will happen', async () => {
    const page = await demo.newBrowser().get(GRANT);

    expect(page.announcement()).toBe('Nothing has run yet.');
    expect(page.message()).toContain('signs in at the authorization server');
    expect(page.hasButton('Forget all')).toBe(false);
  });

  it('refreshes in the current era: a new refresh token with each use (§6)', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);
    const before = await revealTokens(browser, 'D');

    const refreshed = await refresh(browser, page);
    const after = await revealTokens(browser, 'Refresh');

    expect(refreshed.url).toContain('step=Refresh#stage');
    expect(refreshed.step('Refresh')).toEqual({ state: 'done', result: '200' });
    expect(refreshed.announcement()).toContain(
      'The old one ends at its time, its refresh token now.',
    );
    expect(after['access_token']?.length).toBeGreaterThan(1_900);
    expect(after['access_token']).not.toBe(before['access_token']);
    expect(after['refresh_token']).not.toBe(before['refresh_token']);
  });

  it('refreshes in the legacy era: the refresh token stays the same (§6)', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser, 'sandbox-legacy');
    const before = await revealTokens(browser, 'D');

    const refreshed = await refresh(browser, page);
    const after = await revealTokens(browser, 'Refresh');

    expect(refreshed.announcement()).toContain('the refresh token stays.');
    expect(refreshed.text).toMatch(/legacy era, Ada Example, \d\d:\d\d UTC/);
    expect(after['access_token']).not.toBe(before['access_token']);
    expect(after['refresh_token']).toBe(before['refresh_token']);
  });

  it('refreshes again and again, each time with the newest token (§6)', async () => {
    const browser = demo.newBrowser();
    let page = await run(browser);
    const before = refreshes('current').length;

    for (let round = 0; round < 3; round += 1) page = await refresh(browser, page);

    const statuses = refreshes('current').slice(before);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('sends one refresh for a double click (§6)', async () => {
    const browser = demo.newBrowser();
    const form = (await run(browser)).form('Refresh');
    const before = refreshes('current').length;

    const both = await Promise.all([form.submit(), form.submit()]);

    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(refreshes('current')).toHaveLength(before + 1);
  });

  it('shows why a refresh was refused, and keeps the run (§5.2)', async () => {
    const browser = demo.newBrowser();
    const before = await run(browser);
    demo.sandboxes.current.clock.advance('4 months'); // unused for three, it is dead

    const page = await refresh(browser, before);

    expect(page.step('Refresh')).toEqual({ state: 'failed', result: '400' });
    expect(page.message()).toContain('Invalid OAuth client credentials');
    expect((await browser.get(`${GRANT}?step=API`)).message()).toContain('Ada Example');
  });

  it('has no run to refresh for somebody who ran nothing, and sends nothing', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);
    const before = refreshes('current').length;

    const answer = await browser.post('/client-credentials/refresh', { _csrf: csrfOf(page) });

    expect((await browser.follow(answer)).message()).toContain('There is no run to do that with');
    expect(refreshes('current')).toHaveLength(before);
  });

  it('takes the tokens back, and shows what is said to them then (RFC 7009)', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);

    const revoked = await browser.follow(await page.form('Revoke').submit());
    const called = await browser.follow(await revoked.form('Call the API again').submit());

    expect(revoked.step('Revoke')).toEqual({ state: 'done', result: '200' });
    expect(revoked.announcement()).toContain('The token was revoked.');
    expect(revoked.hasButton('Revoke')).toBe(false);
    expect(called.step('API').result).toBe('401');
    expect(called.step('Refresh')).toEqual({ state: 'failed', result: '400' });
    expect(called.message()).not.toContain('Ada Example'); // that was the call before
    const buttons = called.root.querySelectorAll('.actions__do > a');
    expect(buttons.map(({ textContent }) => textContent.trim())).toEqual([
      'Get new tokens',
      'Step by step',
      'Run it again',
    ]);
  });

  it('knows no secret that was not there, and forgets that one was asked for', async () => {
    const browser = demo.newBrowser();
    const page = await run(browser);
    const [_csrf, path] = [csrfOf(page), `${GRANT}/reveal`];

    const shown = await page.form('Show').submit();

    const token = shown.root.querySelector('#token')?.textContent ?? '';
    expect(token.length).toBeGreaterThan(1_900);
    expect((await browser.get(GRANT)).body).not.toContain(token);
    for (const entry of ['x999', 'previous-access-token', 'constructor', '']) {
      expect((await browser.post(path, { _csrf, entry })).status).toBe(404);
    }
  });

  it('counts the seconds that the token has left, by the clock of the server that issued it', async () => {
    const browser = demo.newBrowser();
    const done = await run(browser);
    const later = demo.newBrowser();
    await run(later);

    const expired = await browser.follow(await done.form('+ 2 h').submit());

    expect(expired.url).toContain('/authorization-code?run=1&step=API');
    expect(expired.message()).toContain('Your clock of the sandbox was turned.');
    expect(expired.text).toContain('ended');
    expect((await later.get(GRANT)).text).toMatch(/(2:00:00|1:59:\d\d) left/);
  });

  it('counts on a page that is left open, and after it', async () => {
    const browser = demo.newBrowser();
    await run(browser);
    demo.sandboxes.current.clock.advance('30 min');

    const page = await browser.get(GRANT);

    const left = Number(
      page.root.querySelector('[data-seconds-left]')?.getAttribute('data-seconds-left'),
    );
    expect(left).toBeGreaterThan(7_200 - 1_800 - 30);
    expect(left).toBeLessThanOrEqual(7_200 - 1_800);
  });

  it('keeps the last five runs, with what came of each, and shows the one that is asked for', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, `${GRANT}/authorize?pace=through`, { decision: 'cancel' });
    for (let round = 0; round < 5; round += 1) await run(browser);

    const page = await browser.get(GRANT);
    const lines = page.root.querySelectorAll('.run').map((line) => line.textContent);

    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^Run 6 .* done$/);
    expect((await browser.get(`${GRANT}?run=3`)).text).toContain('You have an access token.');
    expect((await browser.get(`${GRANT}?run=1`)).announcement()).toBe('Nothing has run yet.');
  });
});

describe('Step by step', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const requests = () => demo.sandboxes.current.requests.map(({ path }) => path);

  it('stops before A, before D and before the API; nothing is sent until it is sent', async () => {
    const browser = demo.newBrowser();

    const atA = await browser.open(`${GRANT}/authorize?pace=step`);
    expect(atA.announcement()).toContain('Paused before A.');
    expect(requests()).toEqual([]);

    const away = await atA.form('Send A').submit();
    expect(away.location).toContain('/site/oauth2/authorize?response_type=code&');
    const atD = await browser.follow(await decideAtSandbox(browser, away.location ?? ''));
    expect(atD.announcement()).toContain('Paused before D.');
    expect(atD.step('C')).toEqual({ state: 'done', result: '302' });
    expect(requests()).not.toContain('/site/oauth2/access_token');

    const atE = await browser.follow(await atD.form('Send D').submit());
    expect(atE.url).toContain('step=E#stage');
    expect(atE.announcement()).toContain('Paused before the API call.');
    expect(atE.message()).toContain('expires_in');
    expect(requests()).not.toContain('/2.0/user');

    const atApi = await browser.get(atE.link('Next: the API call'));
    const done = await browser.follow(await atApi.form('Send the API call').submit());
    expect(done.table('User')).toContainEqual(['Display name', 'Ada Example']);
    expect(done.step('API')).toEqual({ state: 'done', result: '200' });
  });

  it('is remembered for the session', async () => {
    const browser = demo.newBrowser();
    await browser.open(`${GRANT}/authorize?pace=step`);

    const again = await browser.open('/client-credentials/authorize');

    expect(again.announcement()).toContain('Paused before A.');
  });

  it('runs to the end from where it stands', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open('/client-credentials/authorize?pace=step');

    const page = await browser.follow(await atA.form('Run to the end').submit());

    expect(page.table('User')).toContainEqual(['Type', 'app_user']);
  });

  it('runs to the end from a step that was done already', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open('/client-credentials/authorize?pace=step');
    const atB = await browser.follow(await atA.form('Send A').submit());
    expect(atB.announcement()).toContain('Paused before the API call.');

    const page = await browser.follow(await atB.form('Run to the end').submit());

    expect(page.table('User')).toContainEqual(['Type', 'app_user']);
  });

  it('sends a step once, however often its button is pressed', async () => {
    const browser = demo.newBrowser();
    const form = (await browser.open('/client-credentials/authorize?pace=step')).form('Send A');
    const count = () =>
      demo.sandboxes.current.requests.filter(({ path }) => path === '/site/oauth2/access_token');
    const before = count().length;

    const answers = await Promise.all([form.submit(), form.submit()]);
    const late = await form.submit();

    expect(count()).toHaveLength(before + 1);
    expect([...answers, late].map(({ status }) => status)).toEqual([303, 303, 303]);
  });

  it('shows a message that was sent as its record, after Back or a reload', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open('/client-credentials/authorize?pace=step');
    await atA.form('Send A').submit();

    const back = await browser.get(atA.url);

    expect(back.hasButton('Send A')).toBe(false);
    expect(back.message()).toMatch(/sent at \d\d:\d\d UTC/);
  });
});

describe('What is changed before it is sent', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('goes out as it was changed, and is marked in the record', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open('/client-credentials/authorize?pace=step');

    const answer = await atA.form('Send A').submit({ 'set.grant_type': 'magic' });
    const page = await browser.follow(answer);

    expect(demo.sandboxes.current.requests.at(-1)?.form).toEqual({ grant_type: 'magic' });
    expect(page.step('A')).toEqual({ state: 'failed', result: '400' });
    expect(page.message()).toContain('Changed. It was client_credentials');
  });

  it('takes scopes as they are ticked, and PKCE off with its method', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open(`${GRANT}/authorize?pace=step`);

    const { location = '' } = await atA.form('Send A').submit({
      'scope.email': undefined,
      'set.code_challenge': 'left-out',
    });

    const { searchParams } = new URL(location);
    expect(searchParams.get('scope')).toBe('account repository');
    expect(searchParams.has('code_challenge')).toBe(false);
    expect(searchParams.has('code_challenge_method')).toBe(false);
    const atD = await browser.follow(await decideAtSandbox(browser, location));
    expect(Object.keys(atD.form('Send D').fields)).not.toContain('set.code_verifier');
  });

  it('may be a wrong secret, which never stands in the page', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open('/client-credentials/authorize?pace=step');

    const answer = await atA.form('Send A').submit({ 'set.Authorization': 'invented' });
    const page = await browser.follow(answer);

    expect(page.message()).toContain('Invalid OAuth client credentials');
    const [client] = demo.sandboxes.current.clients;
    expect(atA.body + page.body).not.toContain(client?.clientSecret ?? 'none');
  });

  it('may be left out: then the API is asked without the header', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open('/client-credentials/authorize?pace=step');
    const atB = await browser.follow(await atA.form('Send A').submit());
    const atApi = await browser.get(atB.link('Next: the API call'));

    await atApi.form('Send the API call').submit({ 'set.Authorization': 'left-out' });
    const wire = await browser.get('/client-credentials?step=API&view=wire');

    expect(wire.message()).toContain('GET http');
    expect(wire.message()).not.toContain('Authorization: ');
  });

  it('is refused by name where it is too long, and the rest is kept', async () => {
    const browser = demo.newBrowser();
    const atA = await browser.open(`${GRANT}/authorize?pace=step`);

    const page = await atA.form('Send A').submit({
      'set.response_type': 'token',
      'set.redirect_uri': `${demo.url}/${'x'.repeat(4_001)}`,
    });

    expect(page.status).toBe(400);
    expect(page.message()).toContain('redirect_uri: ');
    expect(page.message()).toContain('Take at most 4000.');
    expect(page.form('Send A').fields).toMatchObject({
      'set.response_type': 'token',
      'set.redirect_uri': `${demo.url}/oauth-callback`,
    });
  });
});

describe('Two runs side by side', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  it('mark what the two eras say differently, line by line and step by step', async () => {
    const browser = demo.newBrowser();
    for (const server of ['sandbox-legacy', 'sandbox-current']) {
      await runToResult(browser, `${GRANT}/authorize?server=${server}&pace=through`);
    }

    const stage = await browser.get(`${GRANT}?step=E`);
    const page = await browser.get(stage.link('compare'));

    const lines = page.table('Step E of run 2 and of run 1');
    expect(lines).toContainEqual(['≠ differs: scope', 'account email repository', '–']);
    expect(lines).toContainEqual(['≠ differs: scopes', '–', expect.stringContaining('account')]);
    expect(lines).toContainEqual(['= the same: expires_in', '7200', '7200']);
    const token = lines.find(([name]) => name === '≠ differs: access_token');
    expect(token?.slice(1).join(' ')).toMatch(/2,\d{3} characters .* 84 characters/);
    expect(page.step('E').result).toMatch(/^≠ \d$/);
    expect(page.step('B').result).toBe('=');
    expect(page.body).not.toContain('eyJhbGci');
    expect(page.link('Back to the run')).toContain('run=2&step=E#stage');
  });

  it('show no secret at any step, whatever the line is called', async () => {
    const browser = demo.newBrowser();
    for (const server of ['sandbox-legacy', 'sandbox-current']) {
      await runToResult(browser, `${GRANT}/authorize?server=${server}&pace=through`);
    }

    for (const step of ['A', 'C', 'D', 'E', 'API']) {
      const page = await browser.get(`${GRANT}?run=2&step=${step}&compare=1`);
      const lines = page.table(`Step ${step} of run 2 and of run 1`);

      expect(lines.length).toBeGreaterThan(0);
      // A token has 84 characters or more, and none of them is a space.
      expect(lines.flat().filter((cell) => /\S{80}/.test(cell))).toEqual([]);
    }
  });

  it('is not led to by the number of a run that is not there', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?pace=through');

    for (const number of ['1', '9', '__proto__']) {
      const page = await browser.get(`/client-credentials?compare=${number}`);
      expect(page.text).not.toContain('Two runs, line by line');
    }
  });
});
