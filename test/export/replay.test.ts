/** The script that a run is exported as: bash runs it against a sandbox of its own, and the statuses are those of the run. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunRecord } from '../../src/export/run-record.ts';
import type { Browser, Page } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';
import type { TestDemo } from '../support/demo.ts';
import { json } from '../support/scripted-server.ts';
import { openLiveDemo, runLive } from '../support/live.ts';
import { decideAtSandbox, runToResult, sendPassword } from '../support/resource-owner.ts';
import { csrfOf } from '../support/session.ts';
import { sendCall } from '../stage/support/explorer.ts';
import { missingPrograms, replayScript } from './support/replay.ts';
import type { Replay } from './support/replay.ts';

const describeHere = missingPrograms.length === 0 ? describe : describe.skip;
const skipped =
  missingPrograms.length === 0 ? '' : ` (not installed here: ${missingPrograms.join(', ')})`;

type Replayed = Replay & { readonly record: RunRecord };

describeHere(`A run, replayed by its script${skipped}`, () => {
  let demo: TestDemo;
  beforeAll(async () => {
    demo = await openDemo({}, { exchangeMs: 2_000 });
  });
  afterAll(() => demo.close());

  async function replay(browser: Browser, slug: string, number = 1): Promise<Replayed> {
    const address = `/${slug}/export?run=${number}&as=`;
    const record = JSON.parse((await browser.get(`${address}json`)).body) as RunRecord;
    return { ...(await replayScript((await browser.get(`${address}sh`)).body)), record };
  }

  /** As the run had them: the browser's way there ended with the way back. */
  const expectedOf = ({ exchanges }: RunRecord) =>
    exchanges
      .filter(({ from }) => from === 'client')
      .map(({ request, response, channel }) => {
        const path = new URL(request.url).pathname.replace(/^\/sandbox\/\w+/, '');
        return `${channel === 'front' ? 302 : response?.status} ${path}`;
      });

  function expectSame({ code, said, statuses, record }: Replayed): void {
    expect(said).toMatch(/Every status is the one of the run\.\n$/);
    expect(code).toBe(0);
    expect(statuses).toEqual(expectedOf(record));
  }

  const codeGrant = (era: string) =>
    `/authorization-code/authorize?server=sandbox-${era}&pace=through`;
  const press = async (browser: Browser, page: Page, button: string) =>
    browser.follow(await page.form(button).submit());

  describe.each(['current', 'legacy'])('in the %s era', (era) => {
    it('the code grant: through, refreshed twice, called again, and revoked', async () => {
      const browser = demo.newBrowser();
      let page = await runToResult(browser, codeGrant(era));
      for (const button of [
        'Refresh',
        'Refresh',
        'Call the API again',
        'Revoke',
        'Call the API again',
      ])
        page = await press(browser, page, button);

      const replayed = await replay(browser, 'authorization-code');

      expect(replayed.record.exchanges.length).toBeGreaterThan(8);
      expectSame(replayed);
    });

    it('the code grant, denied', async () => {
      const browser = demo.newBrowser();
      await runToResult(browser, codeGrant(era), { decision: 'cancel', person: 'bruno' });

      const replayed = await replay(browser, 'authorization-code');

      expect(replayed.said).toContain('error=access_denied');
      expectSame(replayed);
    });

    it('client credentials, with a call after the token has run out', async () => {
      const browser = demo.newBrowser();
      const page = await browser.open(
        `/client-credentials/authorize?server=sandbox-${era}&pace=through`,
      );
      await browser.follow(await page.form('+ 2 h').submit());
      await press(browser, await browser.get('/client-credentials'), 'Call the API again');

      const replayed = await replay(browser, 'client-credentials');

      const turned = replayed.record.exchanges.map(({ aheadMs = 0 }) => Math.round(aheadMs / 1000));
      expect(new Set(turned)).toEqual(new Set([0, 7_200]));
      expectSame(replayed);
    });
  });

  it.each(['grant', 'cancel'] as const)(
    'the implicit grant, as far as our server knows it: %s',
    async (decision) => {
      const browser = demo.newBrowser();
      const answer = await decideAtSandbox(browser, '/implicit/authorize', { decision });
      await handOver(browser, answer);

      const replayed = await replay(browser, 'implicit');

      expect(replayed.said).toContain(
        decision === 'grant' ? 'access_token=present' : 'error=access_denied',
      );
      expectSame(replayed);
    },
  );

  /** What the script of the page does with the fragment. */
  async function handOver(browser: Browser, { location = '' }: Page): Promise<void> {
    const { access_token: _kept, ...response } = Object.fromEntries(
      new URLSearchParams(new URL(location).hash.slice(1)),
    );
    const _csrf = csrfOf(await browser.get('/oauth-callback'));
    await browser.post('/implicit/oauth-callback', { ...response, _csrf });
  }

  it('the password grant, with a wrong password, and with the right one', async () => {
    const browser = demo.newBrowser();
    await browser.follow(await sendPassword(browser, 'ada', 'wrong'));
    await browser.follow(await sendPassword(browser, 'ada', 'lovelace'));

    expectSame(await replay(browser, 'resource-owner-password', 1));
    expectSame(await replay(browser, 'resource-owner-password', 2));
  });

  const withMistake = (id: string, grant = 'authorization-code') =>
    `/${grant}/authorize?server=sandbox-current&pace=step&mistake=${id}`;

  it.each([
    'used-code',
    'old-code',
    'json-body',
    'wrong-verifier',
    'used-refresh-token-late',
    'refresh-by-another-client',
    'revoked-token',
    'foreign-token',
    'lower-case-bearer',
    'token-in-query',
    'fault-500',
    'fault-truncated',
    'fault-redirect',
  ])('a mistake on purpose: %s', async (id) => {
    const browser = demo.newBrowser();
    const waiting = await runToResult(browser, withMistake(id));
    await press(browser, waiting, 'Send ');

    const replayed = await replay(browser, 'authorization-code');

    expect(replayed.record.exchanges.at(-1)?.mistake).toBe(id);
    expectSame(replayed);
  });

  it('a mistake, and the request once more as it should be', async () => {
    const browser = demo.newBrowser();
    const waiting = await runToResult(browser, withMistake('wrong-secret'));
    await press(browser, await press(browser, waiting, 'Send D'), 'Mend and send again');

    const replayed = await replay(browser, 'authorization-code');

    expect(replayed.record.exchanges.map(({ response }) => response?.status)).toContain(400);
    expectSame(replayed);
  });

  it('calls that were chosen after a mistake: with the token as it should be', async () => {
    const browser = demo.newBrowser();
    await press(browser, await runToResult(browser, withMistake('lower-case-bearer')), 'Send ');
    await sendCall(browser, '/authorization-code', 'user');

    const replayed = await replay(browser, 'authorization-code');

    const statuses = replayed.record.exchanges.map(({ response }) => response?.status);
    expect(statuses.slice(-2)).toEqual([401, 200]);
    expectSame(replayed);
  });

  it('a call that was chosen, and a page of a list, after the clock was turned: refused, as in the run', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-current&pace=step');
    for (const button of ['Send A', 'Send the API call'])
      await press(browser, await browser.get('/client-credentials'), button);
    await press(browser, await browser.get('/client-credentials'), '+ 2 h');
    await sendCall(browser, '/client-credentials', 'user');
    await press(browser, await browser.get('/client-credentials?step=API'), 'Next page');

    const replayed = await replay(browser, 'client-credentials');

    const statuses = replayed.record.exchanges.map(({ response }) => response?.status);
    expect(statuses.slice(-2)).toEqual([401, 401]);
    expectSame(replayed);
  });

  it('the consumer that is not private', async () => {
    const browser = demo.newBrowser();
    const waiting = await browser.open(withMistake('public-consumer', 'client-credentials'));
    await press(browser, waiting, 'Send ');

    expectSame(await replay(browser, 'client-credentials'));
  });

  it('a request that ends on a page of the server: nothing came back, and nothing does', async () => {
    const browser = demo.newBrowser();
    const waiting = await browser.open(withMistake('redirect-uri-other-host'));
    await browser.follow(await waiting.form('Send A').submit());

    const { code, said, statuses } = await replay(browser, 'authorization-code');

    expect(said).toMatch(/^A +400 +as in the run$/m);
    expect([code, statuses]).toEqual([0, ['400 /site/oauth2/authorize']]);
  });

  it('ends with 1 where a status is another, and says which', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-current&pace=through');
    const { body } = await browser.get('/client-credentials/export?run=1&as=sh');
    const spoilt = body.replace('ask_token A 200', 'ask_token A 418');

    const { code, said } = await replayScript(spoilt);

    expect(said).toMatch(/^A +200 +the run had 418$/m);
    expect(said).toContain('Not as in the run: 1.');
    expect(code).toBe(1);
  });

  it('asks once for an address of which curl would make several', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-current&pace=through');
    const { body } = await browser.get('/client-credentials/export?run=1&as=sh');

    const { statuses } = await replayScript(body.replace('/2.0/user?', '/2.0/user/{a,b}[1-3]?'));

    expect(statuses.filter((one) => one.includes('{a,b}[1-3]'))).toHaveLength(1);
  });

  it('asks nothing of a server that is no sandbox, or one of the other era', async () => {
    const browser = demo.newBrowser();
    await browser.open('/client-credentials/authorize?server=sandbox-legacy&pace=through');
    const { body } = await browser.get('/client-credentials/export?run=1&as=sh');

    const other = await replayScript(body, { era: 'current' });
    const none = await replayScript(body, { url: demo.url });

    expect(other).toMatchObject({ code: 2, statuses: [] });
    expect(other.said).toContain('is of the era current, and the run was of legacy.');
    expect(none.code).toBe(2);
    expect(none.said).toContain('No sandbox with a control API answers at');
  });

  it('a run of bitbucket.org, with its own scopes and workspace: by the seed that comes with it', async () => {
    const live = await openLiveDemo({ BITBUCKET_SCOPES: 'account issue repository:write' });
    try {
      const page = json({ values: [{ permission: 'member', workspace: { slug: 'acme' } }] });
      live.bitbucket.on('/2.0/user/workspaces', page);
      live.bitbucket.on('/2.0/repositories/acme', json({ values: [] }));
      live.bitbucket.on('/2.0/user/emails', json({ type: 'error' }, 403));
      const browser = live.newBrowser();
      await browser.follow(await runLive(browser));
      const get = async (as: string) =>
        (await browser.get(`/authorization-code/export?run=1&as=${as}`)).body;

      const { said, statuses } = await replayScript(await get('sh'), { seed: await get('seed') });

      expect(said).toMatch(/^Every status is the one of the run\.$/m);
      expect(statuses.at(-1)).toBe('200 /2.0/repositories/acme');
      expect(statuses).toContain('403 /2.0/user/emails'); // the scopes of the run, and no others
    } finally {
      await live.close();
    }
  });
});
