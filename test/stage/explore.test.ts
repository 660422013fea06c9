import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { exchangesOf } from '../support/stage.ts';
import { ERAS, GRANT, answerOf, formOf, runToExplore, sendCall } from './support/explorer.ts';

describe.each(ERAS)('The API explorer on the sandbox, %s era', (era) => {
  let demo: TestDemo;
  let browser: Browser;
  beforeAll(async () => {
    demo = await openDemo({ BITBUCKET_SCOPES: 'account email repository pullrequest' });
    browser = demo.newBrowser();
    await runToExplore(browser, era);
  });
  afterAll(() => demo.close());

  it('4.4 follows next and previous as they came, and builds none', async () => {
    const first = await sendCall(browser, GRANT, 'repositories', { 'query.pagelen': '5' });

    const second = await browser.follow(await first.form('Next page').submit());
    const back = await browser.follow(await second.form('Previous page').submit());

    const names = ({ table }: { table: string[][] }) => table.map(([name]) => name);
    const read = (page: Page) => ({ table: page.table('Repositories of a workspace') });
    expect(first.message()).toContain('1 to 5 of 26');
    expect(second.message()).toContain('6 to 10 of 26');
    expect(names(read(back))).toEqual(names(read(first)));
    expect(names(read(second))).not.toEqual(names(read(first)));
  });

  it.each([
    ['of another call', { call: 'commits' }],
    ['of an answer that there is not', { exchange: 'x0' }],
  ])('follows no page %s', async (_what, changed) => {
    const first = await sendCall(browser, GRANT, 'repositories', { 'query.pagelen': '5' });
    const sent = demo.sandboxes[era].requests.length;

    const refused = await first.form('Next page').submit(changed);

    expect(refused.status).toBe(400);
    expect(refused.message()).toContain('The answer names no next page');
    expect(demo.sandboxes[era].requests).toHaveLength(sent);
  });

  it('shows what the server says to a q that it does not take, and keeps what was typed', async () => {
    const page = await sendCall(browser, GRANT, 'repositories', { 'query.q': 'name ~' });

    expect(answerOf(page).status).toBe('400 Bad Request');
    expect(answerOf(page).notes).not.toBe('');
    expect(formOf(page).fields['query.q']).toBe('name ~');
  });

  it('chooses from a list what is asked for next', async () => {
    await sendCall(browser, GRANT, 'pull-requests', { 'path.repository': 'mill' });

    const page = await browser.get(`${GRANT}?step=API&call=pull-requests`);
    const form = formOf(page);
    const one = await browser.follow(
      await form.submit({ 'path.repository': 'mill', 'path.id.other': '1' }),
    );

    expect(answerOf(one).status).toBe('200 OK');
    expect(one.table('Pull requests').map(([name]) => name)).toContain('title');
  });

  it('shows an answer as a table, as JSON, as headers, each at its own address', async () => {
    const table = await sendCall(browser, GRANT, 'repository', { 'path.repository': 'mill' });

    const json = await browser.get(table.link('JSON'));
    const headers = await browser.get(table.link('Headers'));

    expect(table.table('One repository')).toContainEqual(['slug', 'mill']);
    expect(json.root.querySelectorAll('.json details').length).toBeGreaterThan(1);
    expect(json.root.querySelector('.json')?.textContent).toContain('"slug": "mill"');
    expect(headers.table('Headers').map(([name]) => name)).toContain('x-oauth-scopes');
  });
});

describe('A call of the explorer', () => {
  let demo: TestDemo;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    demo = await openDemo();
  });
  beforeEach(async () => {
    browser = demo.newBrowser();
    page = await runToExplore(browser, 'current');
  });
  afterAll(() => demo.close());

  const requests = () =>
    demo.sandboxes.current.requests.filter(({ path }) => path.includes('/2.0/'));

  it('says before it is sent whether the token can do it, and is sent all the same', async () => {
    const before = await browser.get(`${GRANT}?step=API&call=pull-requests`);

    const after = await sendCall(browser, GRANT, 'pull-requests');

    expect(before.message()).toContain('Needs pullrequest ✕ not granted');
    expect(before.link('Ask for it in a new run')).toMatch(
      /server=sandbox-current&pace=step&scope=account\+email\+pullrequest$/,
    );
    expect(answerOf(after).status).toBe('403 Forbidden');
    expect(after.link('scope')).toBeTruthy();
  });

  it('is an exchange of its run, and stays when the API is called again', async () => {
    await sendCall(browser, GRANT, 'members');
    const again = await browser.follow(await page.form('Call the API again').submit());

    const members = await browser.get(`${GRANT}?step=API&call=members`);

    expect(await exchangesOf(browser, GRANT)).toContain('API Members of a workspace 200');
    expect(again.step('API').result).toBe('200');
    expect(members.text).toContain('Call 1 workspaces/analytical-engines/members 200');
  });

  it('keeps the latest eight, and goes on counting', async () => {
    for (let call = 0; call < 9; call += 1) page = await sendCall(browser, GRANT, 'user');

    expect(page.announcement()).toContain('Call 9 is answered.');
    expect(page.root.querySelectorAll('.runs .run')).toHaveLength(8);
  });

  it('is sent once for two clicks; another one that comes meanwhile is sent, too', async () => {
    const user = formOf(await browser.get(`${GRANT}?step=API&call=user`));
    const members = formOf(await browser.get(`${GRANT}?step=API&call=members`));
    const before = requests().length;

    const answers = await Promise.all([user.submit(), user.submit(), members.submit()]);

    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(answers[0]?.location).toBe(answers[1]?.location);
    expect(requests()).toHaveLength(before + 2);
  });

  it('refreshes a token that has run out on its way, and says so', async () => {
    await page.form('+ 2 h').submit();

    const called = await sendCall(browser, GRANT, 'user');

    expect(answerOf(called).status).toBe('200 OK');
    expect(called.step('Refresh').state).toBe('done');
  });

  it('S24 refuses what is no segment, by the name of its field, and keeps what was typed', async () => {
    const before = requests().length;

    const refused = await formOf(await browser.get(`${GRANT}?step=API&call=members`)).submit({
      'path.workspace.other': '../../user',
    });

    expect(refused.status).toBe(400);
    expect(refused.message()).toContain('workspace: “../../user” is no single segment');
    expect(formOf(refused).fields['path.workspace.other']).toBe('../../user');
    expect(requests()).toHaveLength(before);
  });

  it.each([
    ['call', '/2.0/user', 400],
    ['call', '__proto__', 400],
    ['call', 'https://evil.example', 400],
    ['run', '99', 303],
    ['page', 'next', 400],
  ])('S24 sends nothing where %s is %s', async (name, value, status) => {
    const form = formOf(await browser.get(`${GRANT}?step=API&call=user`));
    const before = requests().length;

    const answer = await form.submit({ [name]: value });

    expect(answer.status).toBe(status);
    expect(requests()).toHaveLength(before);
  });

  it('is nobody else’s: another visitor has neither the run nor its calls', async () => {
    const sent = await sendCall(browser, GRANT, 'members');
    const other = demo.newBrowser();

    const shown = await other.get(sent.url);

    expect(shown.text).not.toContain('Members');
    expect(shown.hasButton('Send the call')).toBe(false);
  });

  it('is not offered where there is no token, and sends nothing once it is gone', async () => {
    const form = formOf(await browser.get(`${GRANT}?step=API&call=user`));
    await page.form('Forget all').submit();

    const gone = await form.submit();
    const shown = await browser.get(`${GRANT}?step=API&call=user`);

    expect([303, 403]).toContain(gone.status);
    expect(shown.hasButton('Send the call')).toBe(false);
  });
});
