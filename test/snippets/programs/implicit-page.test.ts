/** `snippets/javascript/implicit.html` in a real Chromium, before the sandbox of its era. Without a browser it is skipped. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page, Request } from '../../browser/support.ts';
import { type Sandbox, createSandbox } from '../../../src/sandbox/standalone/library.ts';
import { type Server, listen } from '../../clients/support/bitbucket.ts';
import { findToolChain } from '../tool-chains.ts';

const TOP = path.resolve(import.meta.dirname, '..', '..', '..');
const FILE = path.join(TOP, 'snippets/javascript/implicit.html');
const describeHere = typeof findToolChain('page') === 'string' ? describe.skip : describe;
const LONG_MS = 60_000; // the first one unpacks the browser

describeHere('javascript/implicit.html in legacy', () => {
  let browser: Browser;
  let website: Server;
  let sandbox: Sandbox;
  let page: Page;
  let requests: Request[];

  beforeAll(async () => {
    const { default: setUp } = await import('../../browser/chromium.setup.ts');
    await setUp();
    const { launchChromium } = await import('../../browser/support.ts');
    browser = await launchChromium();
  }, LONG_MS);
  afterAll(() => browser?.close());

  beforeEach(async () => {
    let body = '';
    website = await listen((_req, res) => {
      res.setHeader('Content-Type', 'text/html; charset=utf-8');
      res.end(body);
    });
    sandbox = await createSandbox({ era: 'legacy', callback: `${website.url}/implicit.html` });
    body = fillIn(readFileSync(FILE, 'utf8'));
    page = await (await browser.newContext()).newPage();
    requests = [];
    page.on('request', (request) => requests.push(request));
    await page.goto(`${website.url}/implicit.html`);
  });
  afterEach(async () => {
    await page.context().close();
    website.close();
    await sandbox.close();
  });

  it('reads the token from the fragment, clears the address, and calls the API with it', async () => {
    sandbox.approve('ada');

    await signIn('Signed in as Ada Example');

    expect(page.url()).toBe(`${website.url}/implicit.html`);
    const call = sandbox.requests.find(
      ({ path: at, method }) => at === '/2.0/user' && method === 'GET', // after a preflight
    );
    expect(call?.headers['authorization']).toMatch(/^Bearer /);
    expect(call?.query).toEqual({});
    await page.goBack();
    await page.goForward();
    expect(page.url()).toBe(`${website.url}/implicit.html`); // and so does the history
  });

  it('keeps the token nowhere: a reload ends it, and no address of a request has had it', async () => {
    sandbox.approve('ada');
    await signIn('Signed in as Ada Example');
    const kept = 'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])';

    expect(await page.evaluate(kept)).toBe('[{},{},""]');
    expect(requests.filter((one) => sent(one).includes('access_token'))).toEqual([]);
    await page.reload();
    expect(await page.textContent('#outcome')).toBe('Nobody is signed in.');
  });

  it('tells of a denial in the words of the server, and calls nothing', async () => {
    sandbox.deny();

    await signIn(/^access_denied: \w+/);

    expect(page.url()).toBe(`${website.url}/implicit.html`);
    expect(calls()).toEqual([]);
  });

  it.each([
    ['with another state', '&state=forged'],
    ['without a state', ''],
  ])('refuses an answer %s, and calls nothing', async (_what, state) => {
    await page.evaluate(`sessionStorage.setItem('state', 'ours')`);

    await page.goto(`${website.url}/implicit.html?again#access_token=stolen${state}`);

    await waitFor(/^Refused: /);
    expect(page.url()).not.toContain('stolen');
    expect(calls()).toEqual([]);
  });

  it('refuses an answer that nobody asked for, and one that comes twice', async () => {
    sandbox.approve('ada');
    await signIn('Signed in as Ada Example');
    const before = calls().length;
    const asked = requests.find((one) => one.url().startsWith(sandbox.authorizationEndpoint));
    const state = new URL(asked?.url() ?? '').searchParams.get('state') ?? '';

    for (const answer of ['access_token=stolen', `access_token=stolen&state=${state}`]) {
      await page.goto(`${website.url}/implicit.html?${answer.length}#${answer}`);
      await waitFor(/^Refused: /);
    }

    expect(state).not.toBe('');
    expect(calls()).toHaveLength(before);
  });

  it('tells of a token that is over in the words of the server', async () => {
    sandbox.approve('ada');
    sandbox.faults.set({ fault: 'expired-token', endpoint: 'api' });

    await signIn(/^401: Access token expired/);
    expect(page.url()).toBe(`${website.url}/implicit.html`);
  });

  /** The constants at the top of its script, as a reader would set them. */
  function fillIn(html: string): string {
    const [{ clientId }] = sandbox.clients;
    return html
      .replace('your-consumer-key', clientId)
      .replace("'https://bitbucket.org'", `'${sandbox.baseUrl}'`)
      .replace("'https://api.bitbucket.org'", `'${sandbox.baseUrl}'`);
  }

  async function signIn(outcome: string | RegExp): Promise<void> {
    await page.click('#sign-in');
    await waitFor(outcome);
  }

  async function waitFor(outcome: string | RegExp): Promise<void> {
    await page.getByRole('status').filter({ hasText: outcome }).waitFor({ timeout: 20_000 });
  }

  function calls(): unknown[] {
    return sandbox.requests.filter(({ path: at }) => at.startsWith('/2.0/'));
  }
});

/** What of a request others can see or write down. */
function sent(request: Request): string {
  return [request.url(), request.postData() ?? '', request.headers()['referer'] ?? ''].join(' ');
}
