import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from '../support/browser.ts';
import { openDistantSandbox } from '../support/distant-sandbox.ts';
import type { DistantSandbox } from '../support/distant-sandbox.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { CONSUMER, behave, openLiveDemo, runLive } from '../support/live.ts';
import type { LiveDemo } from '../support/live.ts';
import { runToResult } from '../support/resource-owner.ts';
import { json } from '../support/scripted-server.ts';
import { answerOf, formOf, sendCall } from './support/explorer.ts';

const GRANT = '/authorization-code';

describe('The API explorer on bitbucket.org', () => {
  let demo: LiveDemo;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    demo = await openLiveDemo();
  });
  beforeEach(async () => {
    behave(demo.bitbucket);
    browser = demo.newBrowser();
    page = await browser.follow(await runLive(browser));
  });
  afterAll(() => demo.close());

  it('reads, with the token in the header', async () => {
    const before = demo.bitbucket.received.length;

    const sent = await sendCall(browser, GRANT, 'user', { 'query.fields': 'display_name' });

    const [asked, ...more] = demo.bitbucket.received.slice(before);
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ method: 'GET', path: '/2.0/user' });
    expect(asked?.headers.authorization).toBe('Bearer live-access-token-0123456789');
    expect(asked?.headers.host).toBe(new URL(demo.bitbucket.url).host);
    expect(sent.table('Who am I')).toContainEqual(['display_name', 'Live Person']);
  });

  it('gets a new token where the API refuses the one it has, once', async () => {
    let refusals = 1;
    const refused = json({ type: 'error', error: { message: 'Token is invalid' } }, 401);
    const script = () => (refusals-- > 0 ? refused : json({ display_name: 'Live Person' }));
    demo.bitbucket.on('/2.0/user', script);
    const before = demo.tokenRequests().length;

    const renewed = await sendCall(browser, GRANT, 'user');
    refusals = 9;
    const shown = await sendCall(browser, GRANT, 'user');

    expect(answerOf(renewed).status).toBe('200 OK');
    expect(answerOf(shown).status).toBe('401 Unauthorized');
    expect(answerOf(shown).notes).toContain('Token is invalid');
    expect(demo.tokenRequests()).toHaveLength(before + 2);
  });

  it('follows the page of no other call than the one that it is of', async () => {
    const next = `${demo.bitbucket.url}/2.0/user/emails?page=2`;
    demo.bitbucket.on('/2.0/user/emails', json({ values: [], next }));
    const list = await sendCall(browser, GRANT, 'emails');
    const before = demo.bitbucket.received.length;

    const refused = await list.form('Next page').submit({ call: 'my-workspaces' });

    expect(refused.status).toBe(400);
    expect(refused.message()).toContain('The answer names no next page');
    expect(demo.bitbucket.received).toHaveLength(before);
  });

  it('S24 never writes: it is not offered, and refused where it is asked for', async () => {
    const list = await browser.get(`${GRANT}?step=API&call=user`);
    const before = demo.bitbucket.received.length;

    const asked = await browser.get(`${GRANT}?step=API&call=delete`);
    const refused = await formOf(list).submit({
      call: 'delete',
      'path.workspace': 'a',
      'path.repository': 'b',
    });

    expect(list.message()).not.toContain('Delete a repository');
    expect(asked.hasButton('Send the call')).toBe(false);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('“Delete a repository” changes something, and');
    expect(refused.text).toContain('is no sandbox. Nothing was sent.');
    expect(demo.bitbucket.received).toHaveLength(before);
  });

  it.each([
    'https://evil.example/2.0/user/emails?page=2',
    '//evil.example/2.0/user',
    '/2.0/user/emails?page=2',
  ])('S24 follows no link out of the API: %s', async (next) => {
    demo.bitbucket.on('/2.0/user/emails', json({ values: [], next }));
    const list = await sendCall(browser, GRANT, 'emails');
    const before = demo.bitbucket.received.length;

    const refused = await list.form('Next page').submit();

    expect(refused.status).toBe(400);
    expect(refused.message()).toContain('leads out of the API: it was not followed.');
    expect(demo.bitbucket.received).toHaveLength(before);
  });

  it('S24 follows no link out of the base path: `..` is resolved first', async () => {
    const next = `${demo.bitbucket.url}/2.0/../admin`;
    demo.bitbucket.on('/2.0/user/emails', json({ values: [], next }));
    const list = await sendCall(browser, GRANT, 'emails');

    const refused = await list.form('Next page').submit();

    expect(refused.status).toBe(400);
    expect(demo.bitbucket.receivedAt('/admin')).toEqual([]);
  });

  it('S24 sends no header that came with the form', async () => {
    await page.form('Call the API again').submit();
    const list = await browser.get(`${GRANT}?step=API&call=user`);

    await formOf(list).submit({ Authorization: 'Basic eA==', Host: 'evil.example', 'body.x': 'y' });

    const asked = demo.bitbucket.receivedAt('/2.0/user').at(-1);
    expect(asked?.headers.authorization).toBe('Bearer live-access-token-0123456789');
    expect(asked?.headers.host).toBe(new URL(demo.bitbucket.url).host);
    expect(asked?.form.size).toBe(0);
  });

  it('masks what is secret in an answer, in each view of it', async () => {
    const secret = 'live-access-token-0123456789';
    const answer = {
      display_name: secret,
      access_token: 'another-secret-0123456789',
      [secret]: { [secret]: CONSUMER.secret, more: [1] },
    };
    demo.bitbucket.on('/2.0/user', json(answer));

    const table = await sendCall(browser, GRANT, 'user');
    const pages = [table, await browser.get(table.link('JSON'))];
    pages.push(await browser.get(`${GRANT}?step=API&call=user&view=wire`));

    for (const { body } of pages) {
      expect(body).toContain('live…6789');
      expect(body).not.toContain(secret);
      expect(body).not.toContain('another-secret-0123456789');
      expect(body).not.toContain(CONSUMER.secret);
    }
  });

  it.each([
    ['<h1>Not JSON</h1>', 'The answer is not JSON.'],
    ['', 'The answer has no body.'],
    [JSON.stringify({ values: ['x'.repeat(200_000)] }), 'too long to be kept whole'],
  ])('says why there is nothing to show of %#', async (body, words) => {
    demo.bitbucket.on('/2.0/user', { status: 200, headers: {}, body });

    const shown = await sendCall(browser, GRANT, 'user');

    expect(answerOf(shown).notes).toContain(words);
  });
});

describe('The API explorer beside a sandbox that stands where bitbucket.org would', () => {
  let sandbox: DistantSandbox;
  let demo: TestDemo;
  beforeAll(async () => {
    sandbox = await openDistantSandbox('current');
    demo = await openDemo(sandbox.env);
  });
  afterAll(async () => {
    await demo.close();
    await sandbox.close();
  });

  it('reads there, and writes nothing', async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, `${GRANT}/authorize?pace=through&server=bitbucket`);

    const read = await sendCall(browser, GRANT, 'repositories');
    const written = await formOf(read).submit({ call: 'delete', 'path.repository': 'mill' });

    expect(answerOf(read).status).toBe('200 OK');
    expect(written.status).toBe(403);
  });
});

const WRITES = 'account repository repository:admin repository:delete';

describe.each(['current', 'legacy'])('A call that changes the sandbox, %s era', (era) => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({ BITBUCKET_SCOPES: WRITES });
  });
  afterAll(() => demo.close());

  const begin = async () => {
    const browser = demo.newBrowser();
    await runToResult(browser, `${GRANT}/authorize?pace=through&server=sandbox-${era}`);
    return browser;
  };

  it('is sent at once; what it creates is there for whoever did it alone, until it is deleted', async () => {
    const [mine, other] = [await begin(), await begin()];
    const created = await sendCall(mine, GRANT, 'create', {
      'path.new repository': 'difference-engine-3',
      'body.name': 'No. 3',
      'body.description': 'Six orders deep',
    });
    const again = await formOf(created).submit();
    const at = { 'path.repository.other': 'difference-engine-3' };
    const seen = await sendCall(mine, GRANT, 'repository', at);
    const notSeen = await sendCall(other, GRANT, 'repository', at);
    const deleted = await sendCall(mine, GRANT, 'delete', at);
    const gone = await sendCall(mine, GRANT, 'repository', at);

    expect(created.message()).toContain('It changes the sandbox, for this run alone');
    expect(created.table('Create a repository')).toContainEqual(['name', 'No. 3']);
    expect(answerOf(await mine.follow(again)).notes).toContain('already exists');
    expect(seen.table('One repository')).toContainEqual(['description', 'Six orders deep']);
    expect(answerOf(notSeen).status).toBe('404 Not Found');
    expect(answerOf(deleted)).toEqual({
      status: '204 No Content',
      notes: 'Done. The answer has no body.',
    });
    expect(answerOf(gone).status).toBe('404 Not Found');
  });

  it('deletes nothing of what all visitors need', async () => {
    const browser = await begin();

    const refused = await sendCall(browser, GRANT, 'delete', { 'path.repository': 'mill' });
    const mill = await sendCall(browser, GRANT, 'repository', { 'path.repository': 'mill' });

    expect(answerOf(refused).status).toBe('403 Forbidden');
    expect(answerOf(mill).status).toBe('200 OK');
  });
});
