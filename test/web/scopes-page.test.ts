import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import type { Page } from '../support/page.ts';

const SECRET = 'kQ7vXw2ZtN4bRj9sLm5pYh3d';
const REFUSAL = JSON.stringify({
  type: 'error',
  error: {
    message: 'Your credentials lack one or more required privilege scopes.',
    detail: { required: ['webhook'], granted: ['account', 'repository'] },
  },
});

const partOf = (page: Page, id: string) =>
  (page.root.querySelector(`#${id}`)?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const ticked = (page: Page, name: string) =>
  page.root
    .querySelectorAll(`input[name=${name}][checked]`)
    .map((input) => input.getAttribute('value'));

describe('/scopes', () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo();
  });
  afterAll(() => demo.close());

  const get = (path: string) => demo.newBrowser().get(path);
  const paste = (fields: Record<string, string>) => demo.newBrowser().post('/scopes', fields);

  it('leads from calls, ticked by an address, to the least set, and strikes what is brought along', async () => {
    const page = await get('/scopes?call=user&call=repository&call=pull-requests&call=nonsense');

    expect(ticked(page, 'call')).toEqual(['user', 'repository', 'pull-requests']);
    expect(partOf(page, 'least-said')).toBe('2 scopes open all 3 calls.');
    expect(partOf(page, 'least-scope')).toBe('account pullrequest');
    expect(partOf(page, 'least-config')).toBe('"scopes": ["account", "pullrequest"]');
    expect(page.root.querySelector('#least del')?.textContent).toBe('repository');
    expect(partOf(page, 'least')).toContain('pullrequest brings it along');
    expect(partOf(page, 'least')).toContain('tick Account: Read, Pull requests: Read.');
  });

  it('asks for them on the stage: the first request waits there, with these in its line', async () => {
    const browser = demo.newBrowser();
    const page = await browser.get('/scopes?call=user&call=pull-requests');
    const stage = await browser.open(page.link('Ask for these on the stage'));

    expect(stage.announcement()).toContain('Paused before A.');
    const chips = stage.root.querySelectorAll('.chip input[checked]');
    expect(chips.map((chip) => chip.getAttribute('name'))).toEqual([
      'scope.account',
      'scope.pullrequest',
    ]);
    expect(stage.root.querySelector('.param--scopes.is-changed')).not.toBeNull();
    const sent = await stage.form('Send A').submit();
    expect(new URL(sent.location ?? '').searchParams.get('scope')).toBe('account pullrequest');
  });

  it('takes from an address no scope that is none', async () => {
    const path = '/authorization-code/authorize?pace=step&scope=evil+account%22+email';
    const stage = await demo.newBrowser().open(path);
    const sent = await stage.form('Send A').submit();

    expect(new URL(sent.location ?? '').searchParams.get('scope')).toBe('email');
    expect(stage.body).not.toContain('evil');
  });

  it('says what the sandbox’s client has no box for', async () => {
    const { root } = await get('/scopes?call=hooks');

    expect(root.querySelector('#least')?.textContent).toContain('The sandbox’s client has no');
    expect((await get('/scopes?call=user')).text).not.toContain('The sandbox’s client has no');
  });

  it('says that no scope is needed where any token does', async () => {
    const page = await get('/scopes?call=workspace');

    expect(partOf(page, 'least-said')).toBe('Any token opens the call: no scope is needed.');
    expect(page.text).not.toContain('Ask for these on the stage');
  });

  it('leads from paths and curl lines to the calls that they are, and says what is not in the list and what is gone', async () => {
    const lines = [
      '/2.0/user/emails',
      'curl https://api.bitbucket.org/2.0/workspaces',
      '/2.0/user/ssh-keys',
      'hello',
    ];
    const page = await paste({ calls: lines.join('\n') });

    expect(ticked(page, 'call')).toEqual(['emails']);
    expect(partOf(page, 'least-said')).toBe('1 scope opens the call.');
    const least = partOf(page, 'least');
    expect(least).toContain('GET /2.0/user/emails My e-mail addresses: email');
    expect(least).toContain('GET /2.0/workspaces Answers no more. Instead: /2.0/user/workspaces.');
    expect(least).toContain('GET /2.0/user/ssh-keys Not in this list');
    expect(least).toContain('In 1 more line no call was found.');
  });

  it('leads from scopes, ticked by an address, to what works and what does not, for want of what', async () => {
    const page = await get('/scopes?scope=project');

    expect(ticked(page, 'scope')).toEqual(['project']);
    expect(partOf(page, 'opened-said')).toMatch(/^This token opens \d+ of \d+ calls\.$/);
    const opened = partOf(page, 'opened');
    expect(opened).toContain('Granted: project; brought along: repository.');
    expect(opened).toContain('no:Who am I /2.0/userneeds account');
    expect(opened).toContain('yes:Commits …/{repo}/commits');
  });

  it.each([
    ['the answer of a token endpoint', `{"access_token": "${SECRET}", "scopes": "account email"}`],
    ['a header', `X-OAuth-Scopes: account, email\nAuthorization: Bearer ${SECRET}`],
  ])('leads from %s to what it opens', async (_, granted) => {
    const page = await paste({ granted });

    expect(ticked(page, 'scope')).toEqual(['account', 'email']);
    expect(page.body).not.toContain(SECRET);
  });

  it('tells scopes of API tokens, and words that are no scope, from those of OAuth', async () => {
    const opened = partOf(await paste({ granted: 'account read:user:bitbucket repo' }), 'opened');

    expect(opened).toContain('read:user:bitbucket: Scopes such as');
    expect(opened).toContain('1 more word is no scope of Bitbucket’s.');
    const named = await paste({ granted: 'X-OAuth-Scopes: account, repo' });
    expect(partOf(named, 'opened')).toContain('No scope of Bitbucket’s: repo');
  });

  it('leads from a 403 to what is missing, its box, and a new consent', async () => {
    const page = await paste({ refusal: REFUSAL });
    const refusal = partOf(page, 'refusal');

    expect(partOf(page, 'refusal-said')).toBe('Missing: webhook.');
    expect(refusal).toContain('Requiredwebhook');
    expect(refusal).toContain('Grantedaccount, repository');
    expect(refusal).toContain('BoxWebhooks: Read and write');
    expect(refusal).toContain('Ask the person once more');
    expect(partOf(page, 'refusal-scope')).toBe('account repository webhook');
  });

  it('says so where a 403 does not say what was required', async () => {
    expect(partOf(await paste({ refusal: 'Forbidden' }), 'refusal-said')).toContain('does not say');
  });

  it('keeps nothing of what was pasted: not on the page, not in the log, and no session is begun', async () => {
    const browser = demo.newBrowser();
    const text = `curl -u key:${SECRET} "https://api.bitbucket.org/2.0/user?access_token=${SECRET}" {"scope": "account", "required": ["email"], "x": "${SECRET}"}`;
    for (const name of ['calls', 'granted', 'refusal']) {
      const page = await browser.post('/scopes', { [name]: text });

      expect(page.status).toBe(200);
      expect(page.headers.getSetCookie()).toEqual([]);
      expect(page.body).not.toContain(SECRET);
    }
    expect(demo.log()).toContain('/scopes');
    expect(demo.log()).not.toContain(SECRET);
  });

  it('takes nothing from the pages of another site, and no more than it reads', async () => {
    const browser = demo.newBrowser();
    const foreign = await browser.post(
      '/scopes',
      { granted: 'account' },
      { 'Sec-Fetch-Site': 'cross-site' },
    );

    expect(foreign.status).toBe(403);
    expect((await paste({ granted: 'é'.repeat(8_000) })).status).toBe(200);
    expect((await paste({ granted: 'account\r\n'.repeat(1_000) })).status).toBe(200);
  });

  it.each(['calls', 'granted', 'refusal'])(
    'refuses as %s what is too long, says so, and leaves it in its field, without secrets',
    async (name) => {
      const page = await paste({ [name]: `client_secret=${SECRET}\n${'é'.repeat(8_000)}` });
      const field = page.root.querySelector(`textarea[name="${name}"]`);

      expect(page.status).toBe(413);
      expect(page.text).toContain('characters, and at most 8,000 are read.');
      expect(field?.textContent).toMatch(/client_secret=.+\né{8000}$/);
      expect(field?.closest('details:not([open])')).toBeNull();
      expect(page.body).not.toContain(SECRET);
      expect(page.root.querySelectorAll('textarea[aria-invalid]')).toHaveLength(1);
    },
  );

  it('says what of a paste is shown', async () => {
    const { text } = await get('/scopes');

    expect(text).toContain('paths and names of scopes are shown here, and the rest is not');
    expect(text).not.toContain('not on this page');
  });

  it('is for everybody: it may be found as it is, but not with somebody’s ticks', async () => {
    expect((await get('/scopes')).headers.get('x-robots-tag')).toBeNull();
    expect((await get('/scopes?call=user')).headers.get('x-robots-tag')).toBe('noindex');
  });
});
